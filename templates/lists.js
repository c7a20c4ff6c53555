// Lists that readers sort and filter. Without this file they are complete, in pages; with it they work over all pages at once.
(() => {
  'use strict';
  const lang = document.documentElement.lang || 'en';
  const collator = new Intl.Collator(lang, { numeric: true, sensitivity: 'base' });
  const fold = (text) => text.normalize('NFKC').toLocaleLowerCase(lang);
  const PIECE = 250;
  // A choice among more than this many values is no help.
  const MOST = 500;
  // What a piece of a cell may be.
  const ELEMENTS = ['a', 'time', 'b', 'small', 'span', 'code', 'em', 'strong'];
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // A cell: its text, what it is sorted by (a number, a text, or null where nothing is known), the words a choice is made of.
  const number = (text) => {
    const found = /^[^\d-]{0,2}-?\d[\d,]*(\.\d+)?/.exec(text);
    return found ? Number(found[0].replace(/[^\d.-]/g, '')) : null;
  };
  const read = (td) => {
    const text = td.textContent.trim();
    const time = td.querySelector('time');
    let key = text || null;
    if (td.dataset.v !== undefined) key = Number(td.dataset.v);
    else if (time && Number.isFinite(Date.parse(time.dateTime))) key = Date.parse(time.dateTime);
    else if (td.classList.contains('n')) key = number(text);
    return { text, key, tags: [...td.querySelectorAll('.tag, .sev, .st')].map((tag) => tag.textContent.trim()) };
  };
  const values = (cell, head) => {
    if (cell.tags.length) return cell.tags;
    if (head.dataset.plain) return [head.dataset.plain];
    return cell.text.split(/,\s+|、/).filter(Boolean);
  };

  // A row of the page, and a row of the file with all of them; that one is built when it is to be seen.
  const own = (tr) => {
    const row = { tr: () => tr };
    Object.defineProperty(row, 'cells', { get: () => (row.read ||= [...tr.cells].map(read)) });
    return row;
  };
  const far = (value, heads) => {
    // A cell is what it is sorted by, if that is a number of its own, and its pieces: texts, or [name, text, class, target, language].
    const pieces = (cell) => cell.filter((piece) => typeof piece !== 'number');
    const said = (piece) => (typeof piece === 'string' ? piece : piece[1]);
    const known = (cell, column) => {
      const text = pieces(cell).map(said).join('').trim();
      const time = pieces(cell).find((piece) => piece[0] === 'time');
      let key = text || null;
      if (typeof cell[0] === 'number') [key] = cell;
      else if (time && Number.isFinite(Date.parse(time[3]))) key = Date.parse(time[3]);
      else if (heads[column].classList.contains('n')) key = number(text);
      const tags = pieces(cell).filter((piece) => typeof piece !== 'string' && /^(tag|sev|st)\b/.test(piece[2]));
      return { text, key, tags: tags.map((piece) => said(piece).trim()) };
    };
    const element = (piece) => {
      if (typeof piece === 'string') return piece;
      const [name, text, className, target, language] = piece;
      const it = make(ELEMENTS.includes(name) ? name : 'span', className, text);
      if (target && name === 'a') it.href = target;
      if (target && name === 'time') it.dateTime = target;
      if (language) it.lang = language;
      return it;
    };
    const row = {};
    let built;
    const build = () => {
      const tr = make('tr');
      heads.forEach((head, column) => {
        const td = make('td', head.classList.contains('n') ? 'n' : '');
        td.append(...pieces(value[column]).map(element));
        tr.append(td);
      });
      return tr;
    };
    row.tr = () => (built ||= build());
    Object.defineProperty(row, 'cells', { get: () => (row.read ||= heads.map((head, column) => known(value[column], column))) });
    return row;
  };

  const every = [];
  const load = (src) => (load[src] ||= new Promise((done, lost) => {
    const script = make('script');
    script.src = src;
    script.onload = () => done(window.postmortemRows);
    script.onerror = lost;
    document.head.append(script);
  }));

  const list = (table, place) => {
    const box = table.closest('.scroll');
    const tools = box.previousElementSibling;
    const pager = box.nextElementSibling && box.nextElementSibling.matches('.pager') ? box.nextElementSibling : null;
    const [body, heads, words] = [table.tBodies[0], [...table.tHead.rows[0].cells], tools.dataset];
    const [search, output, reset] = [tools.querySelector('input'), tools.querySelector('output'), tools.querySelector('button')];
    const here = [...body.rows].map(own);
    const more = make('button', 'more', words.more);
    let [rows, complete, shown] = [here, !table.dataset.rows, here.length];
    const state = { q: '', sort: 0, picks: new Map() };
    more.type = 'button';
    more.hidden = true;
    box.after(more);

    const haystack = (row) => (row.text ||= fold(row.cells.map((cell) => cell.text).join(' ')));
    const fits = (row, terms) => terms.every((term) => haystack(row).includes(term))
      && [...state.picks].every(([column, value]) => values(row.cells[column], heads[column]).includes(value));
    const order = (found) => {
      const [column, way] = [Math.abs(state.sort) - 1, Math.sign(state.sort)];
      const numeric = found.some((row) => typeof row.cells[column].key === 'number');
      const key = (row) => { const it = row.cells[column].key; return numeric && typeof it !== 'number' ? null : it; };
      // What is not known stays at the end, whichever way; equal ones stay in the order of the page.
      return found.map((row) => [key(row), row]).sort(([a], [b]) => {
        if (a === null || b === null) return (a === null) - (b === null);
        return way * (numeric ? a - b : collator.compare(a, b));
      }).map(([, row]) => row);
    };
    let result = here;
    const piece = () => {
      shown = Math.min(result.length, shown + PIECE);
      body.replaceChildren(...result.slice(0, shown).map((row) => row.tr()));
      more.hidden = shown >= result.length;
    };
    const draw = () => {
      const active = state.q || state.sort || state.picks.size;
      heads.forEach((head, column) => {
        if (Math.abs(state.sort) === column + 1) head.setAttribute('aria-sort', state.sort > 0 ? 'ascending' : 'descending');
        else head.removeAttribute('aria-sort');
      });
      reset.disabled = !active;
      if (pager) pager.hidden = active && complete;
      if (!active) {
        result = here;
        body.replaceChildren(...here.map((row) => row.tr()));
        more.hidden = true;
        output.textContent = '';
        return;
      }
      const terms = fold(state.q).split(/\s+/).filter(Boolean);
      result = rows.filter((row) => fits(row, terms));
      if (state.sort) result = order(result);
      shown = 0;
      piece();
      if (!result.length) {
        const cell = make('td', 'none', words.none);
        cell.colSpan = heads.length;
        const tr = make('tr');
        tr.append(cell);
        body.replaceChildren(tr);
      }
      const text = words.count.replace('{n}', result.length.toLocaleString(lang)).replace('{all}', rows.length.toLocaleString(lang));
      output.textContent = complete === null ? `${words.lost} ${text}` : text;
    };

    // Choices, from the values that there are.
    const picks = new Map();
    const offer = () => heads.forEach((head, column) => {
      if (head.dataset.pick === undefined) return;
      const found = [...new Set(rows.flatMap((row) => values(row.cells[column], head)))];
      const known = picks.get(column);
      if (!known && (found.length < 2 || found.length > MOST)) return;
      const rank = new Map(rows.map((row) => [row.cells[column].text, row.cells[column].key]));
      found.sort((a, b) => (rank.get(a) - rank.get(b)) || collator.compare(a, b));
      const select = known || make('select');
      if (!known) {
        const label = make('label', '', `${head.dataset.pick || head.textContent.trim()} `);
        label.append(select);
        reset.before(label);
        picks.set(column, select);
        select.addEventListener('change', () => { pick(column, select.value); change(); });
      }
      select.replaceChildren(new Option(words.all, ''), ...found.map((value) => new Option(value, value)));
      select.value = state.picks.get(column) || '';
    });
    const pick = (column, value) => { if (value) state.picks.set(column, value); else state.picks.delete(column); };

    const fetchAll = () => {
      if (complete !== false) return Promise.resolve();
      const src = table.dataset.rows;
      output.textContent = words.wait;
      return load(src).then((all) => {
        const group = table.dataset.group;
        const mine = group === undefined ? all : all.filter((value) => value[heads.length].includes(Number(group)));
        if (complete === false) rows = mine.map((value) => far(value, heads));
        complete = true;
      }, () => { complete = null; }).then(() => { offer(); output.textContent = ''; });
    };
    const change = () => { save(); fetchAll().then(draw); };

    // The state in the address: `#?q=pool&c0=P1&sort=-4`; a second list on the page has `2.` before each.
    const prefix = place ? `${place + 1}.` : '';
    const write = (into) => {
      if (state.q) into.set(`${prefix}q`, state.q);
      for (const [column, value] of state.picks) into.set(`${prefix}c${column}`, value);
      if (state.sort) into.set(`${prefix}sort`, state.sort);
    };
    const restore = (from) => {
      const before = JSON.stringify([state.q, state.sort, ...state.picks]);
      state.q = from.get(`${prefix}q`) || '';
      const sort = Number(from.get(`${prefix}sort`));
      state.sort = Number.isInteger(sort) && Math.abs(sort) <= heads.length ? sort : 0;
      state.picks.clear();
      heads.forEach((head, column) => { if (head.dataset.pick !== undefined) pick(column, from.get(`${prefix}c${column}`)); });
      if (before === JSON.stringify([state.q, state.sort, ...state.picks])) return;
      search.value = state.q;
      for (const [column, select] of picks) select.value = state.picks.get(column) || '';
      if (state.q || state.sort || state.picks.size) fetchAll().then(draw); else draw();
    };

    heads.forEach((head, column) => {
      const button = make('button', 'sort');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const one = column + 1;
        state.sort = state.sort === one ? -one : state.sort === -one ? 0 : one;
        change();
      });
    });
    search.addEventListener('input', () => { state.q = search.value.trim(); change(); });
    search.addEventListener('focus', fetchAll, { once: true });
    more.addEventListener('click', piece);
    reset.addEventListener('click', () => {
      [state.q, state.sort, search.value] = ['', 0, ''];
      state.picks.clear();
      picks.forEach((select) => { select.value = ''; });
      save();
      draw();
      search.focus();
    });
    reset.disabled = true;
    offer();
    tools.hidden = here.length < 5 && complete;
    every.push({ write, restore });
  };

  const save = () => {
    const now = new URLSearchParams();
    every.forEach((one) => one.write(now));
    const hash = now.size ? `#?${now}` : '';
    if (!hash && !location.hash.startsWith('#?')) return;
    try { history.replaceState(null, '', location.pathname + location.search + hash); } catch { /* a page that stands for itself */ }
  };
  const restore = () => {
    const from = new URLSearchParams(location.hash.startsWith('#?') ? location.hash.slice(2) : '');
    every.forEach((one) => one.restore(from));
  };
  document.querySelectorAll('table[data-list]').forEach(list);
  restore();
  window.addEventListener('hashchange', restore);
})();
