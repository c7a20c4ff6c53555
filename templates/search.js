// Search over the files in search/; src/site/search writes them and cuts texts as this does. Loaded on first use.
(() => {
  'use strict';
  const button = document.getElementById('search');
  if (!button) return;
  const { up, top, kinds, hint, label, none, found, keys, close, broken } = button.dataset;
  const SHOWN = 20, PREFIX_SHARDS = 8, LONGEST = 40;
  const FACETS = /^(id|kind|severity|service|status|tag|team):(\S+)$/i;
  const WEIGHTS = [2, 8, 32, 128]; // body, heading, key, title; half where only the beginning of a word is the same
  const EXACT = 1000; // the page of the very record that was asked for
  const OWN = 0.1; // a service, a runbook, the plan before incidents that say as much
  const words = kinds.split('|');

  // ---- words, as src/site/search/{fold,tokens}.rs ----
  const DROPPED = /[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
  const TYPED = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i', ς: 'σ' };
  const bare = (c) => {
    const plain = c.normalize('NFD').replace(DROPPED, '');
    return plain.length === 1 ? plain : c;
  };
  const fold = (text) => text.replace(DROPPED, '')
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, bare)
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const lower = (word) => [...word.toLowerCase()].slice(0, LONGEST).join('').replace(/[ßøłđæœıς]/g, (c) => TYPED[c]);
  const WIDE = '\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}'; // Han and kana
  const RUN = /[\p{Alphabetic}\p{N}]+/gu, PIECES = new RegExp(`[${WIDE}]+|[^${WIDE}]+`, 'gu'), IDEOGRAPH = new RegExp(`^[${WIDE}]`, 'u');
  const parts = (word) => word.replace(/(\p{Lowercase})(?=\p{Uppercase})/gu, '$1 ')
    .replace(/(\p{Uppercase})(?=\p{Uppercase}\p{Lowercase})/gu, '$1 ').split(' ');

  // A question: words of which each must be there. A word is a list of ways to say it, a way a list of terms that all
  // must be there, a term its text and whether it may go on: `pool` finds `pools`.
  const parse = (question) => {
    const asked = [], marked = [];
    const pieces = question.slice(0, 400).split(/\s+/);
    pieces.forEach((piece, place) => {
      const last = place === pieces.length - 1;
      const facet = FACETS.exec(piece);
      if (facet) {
        asked.push({ facet, ways: [[[`${facet[1].toLowerCase()}:${lower(fold(facet[2]))}`, last]]] });
        return;
      }
      const runs = (fold(piece).match(RUN) || []).flatMap((run) => run.match(PIECES));
      runs.forEach((run, at) => {
        const going = last && at === runs.length - 1 ? 1 : 2; // letters that are no beginning of a word yet
        const letters = [...run].slice(0, 16);
        if (IDEOGRAPH.test(run)) {
          const pairs = letters.slice(1).map((c, i) => [letters[i] + c, false]);
          asked.push({ ways: [pairs.length ? pairs : [[run, true]]] });
          marked.push(run);
          return;
        }
        const whole = lower(run);
        const ways = [[[whole, letters.length > going]]];
        const several = parts(run).map(lower);
        if (several.length > 1) ways.push(several.map((part) => [part, part.length > going]));
        asked.push({ ways });
        marked.push(whole, ...several);
      });
    });
    return { asked: asked.slice(0, 24), marked };
  };

  // ---- files ----
  const waiting = new Map(), files = new Map();
  window.postmortemIndex = (name, value) => {
    const take = waiting.get(name);
    if (waiting.delete(name)) take(value);
  };
  /** What is made of a file of the index, once; a file that did not come is asked for again next time. */
  const load = (name, mark, make) => {
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        waiting.set(name, (value) => resolve(make(value)));
        script.onload = script.onerror = () => {
          script.remove();
          if (!waiting.delete(name)) return;
          files.delete(name);
          reject(new Error(name));
        };
        script.src = `${top}search/${name}.js${mark && `?${mark}`}`;
        document.head.append(script);
      }));
    }
    return files.get(name);
  };
  const split = (text) => {
    const all = text.split(' ');
    return { terms: all.filter((_, i) => i % 2 === 0), lists: all.filter((_, i) => i % 2) };
  };
  const head = () => load('head', '', (read) => {
    const firsts = read.terms ? read.terms.split(' ') : [];
    const mark = (i) => read.marks.slice(i * 8, i * 8 + 8);
    const file = (page) => Math.floor(page / read.per);
    return {
      ...read, firsts,
      shard: (i) => load(`t${i}`, mark(i), split),
      shown: (page) => load(`d${file(page)}`, mark(firsts.length + file(page)), (all) => all).then((all) => all[page % read.per]),
    };
  });

  // ---- answers ----
  /** The number of texts in a sorted list that are not above `text`, or below it. */
  const rank = (list, text, below) => {
    let from = 0, to = list.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (below ? list[middle] < text : list[middle] <= text) from = middle + 1; else to = middle;
    }
    return from;
  };
  const VALUES = new Uint8Array(128);
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].forEach((c, i) => { VALUES[c.charCodeAt(0)] = i; });
  /** Gives every page of a term its weight, where it has none that is higher. */
  const weigh = (scores, lists, share) => {
    let page = 0, number = 0, shift = 0, kind = 0;
    for (let i = 0; i < lists.length; i += 1) {
      const code = lists.charCodeAt(i);
      if (code === 46) { kind += 1; page = 0; continue; }
      const value = VALUES[code];
      number += (value & 31) << shift;
      if (value & 32) { shift += 5; continue; }
      page += number;
      number = 0; shift = 0;
      scores[page] = Math.max(scores[page], WEIGHTS[kind] * share);
    }
  };
  /** The weights of a term on every page, and whether it has more beginnings than were looked at. */
  const scoresOf = async (index, [term, goesOn]) => {
    const scores = new Float32Array(index.pages);
    const from = Math.max(0, rank(index.firsts, term) - 1);
    const last = goesOn ? Math.max(from, rank(index.firsts, `${term}\uffff`) - 1) : from;
    const to = Math.min(last, from + PREFIX_SHARDS - 1);
    const shards = await Promise.all(index.firsts.slice(from, to + 1).map((_, i) => index.shard(from + i)));
    for (const { terms, lists } of shards) {
      for (let i = rank(terms, term, true); i < terms.length && (terms[i] === term || (goesOn && terms[i].startsWith(term))); i += 1) {
        weigh(scores, lists[i], terms[i] === term ? 1 : 0.5);
      }
    }
    return { scores, more: last > to };
  };
  /** Every page that has all words, the best first, then the newest. */
  const ask = async (question) => {
    const { asked, marked } = parse(question);
    if (!asked.length) return { pages: [], shown: [], marked };
    const index = await head();
    const total = new Float32Array(index.pages);
    const answered = await Promise.all(asked.map((word) => Promise.all(word.ways.map((way) => Promise.all(way.map((term) => scoresOf(index, term)))))));
    let more = false;
    answered.forEach((said, place) => {
      const best = new Float32Array(index.pages);
      for (const terms of said) {
        more ||= terms.some((term) => term.more);
        for (let page = 0; page < best.length; page += 1) {
          let least = Infinity;
          for (const { scores } of terms) least = Math.min(least, scores[page]);
          best[page] = Math.max(best[page], least);
        }
      }
      for (let page = 0; page < best.length; page += 1) {
        if (!best[page]) total[page] = -Infinity;
        else if (!asked[place].facet) total[page] += best[page];
      }
    });
    const id = /^\S+$/.test(question.trim()) && (await scoresOf(index, [`id:${lower(fold(question.trim()))}`, false])).scores;
    const pages = [];
    for (let page = 0; page < total.length; page += 1) {
      if (total[page] === -Infinity) continue;
      if (page < index.others) total[page] += OWN;
      if (id && id[page]) total[page] += EXACT;
      pages.push(page);
    }
    pages.sort((a, b) => total[b] - total[a] || b - a);
    const shown = await Promise.all(pages.slice(0, SHOWN).map((page) => index.shown(page)));
    return { pages, more, marked, shown };
  };
  window.postmortemSearch = ask; // for tests and for the curious

  // ---- the box ----
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };
  const input = make('input', {
    id: 'q', type: 'text', role: 'combobox', 'aria-label': label, 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list',
    autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go', maxlength: '400', placeholder: hint,
  });
  const list = make('div', { id: 'hits', role: 'listbox', 'aria-label': label });
  const status = make('p', { id: 'found', role: 'status' });
  const shut = make('button', { type: 'button', 'aria-label': close }, '×');
  const box = make('dialog', { class: 'find', 'aria-label': label }, make('div', {}, input, shut), status, list, make('p', { class: 'keys' }, keys));
  document.body.append(box);
  shut.addEventListener('click', () => box.close());
  box.addEventListener('click', (event) => { if (event.target === box) box.close(); });

  /** A text with what was asked for marked; beginnings of words, and ideographs anywhere. */
  const mark = (text, marked) => {
    const found = [];
    const isAsked = (piece) => marked.some((word) => lower(fold(piece)).startsWith(word));
    for (const { 0: letters, index } of text.matchAll(TEXT)) {
      let at = index;
      for (const run of letters.match(PIECES)) {
        if (IDEOGRAPH.test(run)) {
          for (const word of marked) for (let i = run.indexOf(word); i >= 0; i = run.indexOf(word, i + 1)) found.push([at + i, at + i + word.length]);
        } else if (isAsked(run)) found.push([at, at + run.length]);
        else {
          let from = at;
          for (const piece of parts(run)) {
            if (isAsked(piece)) found.push([from, from + piece.length]);
            from += piece.length;
          }
        }
        at += run.length;
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };
  const TEXT = /[\p{Alphabetic}\p{N}\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]+/gu;
  /** Nodes of `text` from one place to another; user text only ever becomes a text node. */
  const marks = (text, found, from, to) => {
    const nodes = [];
    let at = from;
    for (const [begin, end] of found) {
      if (begin < at || end > to) continue;
      nodes.push(text.slice(at, begin), make('mark', {}, text.slice(begin, end)));
      at = end;
    }
    nodes.push(text.slice(at, to));
    return nodes;
  };
  /** The part of a text that holds the most of what was asked for. */
  const excerpt = (text, marked) => {
    const found = mark(text, marked), LENGTH = 180;
    let best = 0, most = 0;
    found.forEach(([begin], i) => {
      const inside = found.slice(i).filter(([, end]) => end <= begin + LENGTH - 30).length;
      if (inside > most) { most = inside; best = begin; }
    });
    // At a space, where there is one, and never within a surrogate pair.
    const space = text.indexOf(' ', best - 30) + 1;
    let from = best < LENGTH - 30 ? 0 : space && space <= best ? space : best - 30, to = Math.min(text.length, from + LENGTH);
    if (/[\udc00-\udfff]/.test(text[from])) from += 1;
    if (/[\udc00-\udfff]/.test(text[to])) to += 1;
    return [from ? '…' : '', ...marks(text, found, from, to), to < text.length ? '…' : ''];
  };
  const tongue = (text) => (/[\u3040-\u30ff]/.test(text) ? { lang: 'ja' } : /[\u3400-\u9fff]/.test(text) ? { lang: 'zh-Hans' } : {});
  const row = ([path, kind, title, id, day, severity, text], place, marked) => {
    const name = title || words[kind], all = (said) => marks(said, mark(said, marked), 0, said.length);
    const facts = make('small', {}, words[kind]);
    if (severity) facts.append(' ', make('b', { class: `sev s${severity[0]}` }, severity[1]));
    [id === name ? '' : id, day].filter(Boolean).forEach((fact) => facts.append(' · ', ...all(fact)));
    const link = make('a', { role: 'option', id: `hit${place}`, tabindex: '-1', 'aria-selected': 'false', href: up + path.replace(/(?=#)|$/, '.html') },
      make('b', tongue(name), ...all(name)), facts);
    if (text) link.append(make('span', tongue(text), ...excerpt(text, marked)));
    return link;
  };
  /** Sections of the site of which a word begins as asked; the page names them in its own language. */
  const sections = (question) => {
    const plain = (said) => fold(said).toLowerCase().trim(), asked = plain(question);
    return [...document.querySelectorAll('.top nav a')].filter((link) => ` ${plain(link.textContent)}`.includes(` ${asked}`))
      .map((link) => make('a', { role: 'option', tabindex: '-1', 'aria-selected': 'false', href: link.getAttribute('href') }, make('b', {}, link.textContent)));
  };

  let chosen = -1, turn = 0;
  const choose = (place) => {
    const hits = list.children;
    if (hits[chosen]) hits[chosen].setAttribute('aria-selected', 'false');
    chosen = hits.length ? (place + hits.length) % hits.length : -1;
    if (chosen < 0) { input.removeAttribute('aria-activedescendant'); return; }
    hits[chosen].setAttribute('aria-selected', 'true');
    hits[chosen].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', hits[chosen].id);
  };
  const update = async () => {
    const mine = turn += 1, question = input.value;
    let rows = [], said = '';
    try {
      const answer = await ask(question);
      if (mine !== turn) return;
      if (question.trim()) {
        rows = [...sections(question), ...answer.shown.map((hit, place) => row(hit, place, answer.marked))];
        rows.forEach((hit, place) => { hit.id = `hit${place}`; });
        said = rows.length ? `${found} ${answer.pages.length - answer.shown.length + rows.length}${answer.more ? '+' : ''}` : none;
      }
    } catch {
      if (mine !== turn) return;
      said = broken;
    }
    list.replaceChildren(...rows);
    input.setAttribute('aria-expanded', String(rows.length > 0));
    status.textContent = said;
    chosen = -1;
    choose(0);
  };
  input.addEventListener('input', update);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return; // a choice among Chinese words is no answer
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter' && list.children[chosen]) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  list.addEventListener('click', (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.target.closest('a')) box.close(); });

  const open = () => {
    if (!box.open) box.showModal();
    input.select();
    head().catch(() => { status.textContent = broken; });
  };
  // Before the other sheet, which the user may have added to.
  const style = make('link', { rel: 'stylesheet', href: `${top}search.css` });
  style.onload = style.onerror = () => {
    button.addEventListener('click', open);
    open();
  };
  document.querySelector('link[rel="stylesheet"]').before(style);
})();
