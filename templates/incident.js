// The page of an incident: timeline by kind, times in the reader's zone, the page as Markdown. It reads well without.
(() => {
  'use strict';

  // Markdown: from the elements of the article, so that what is copied is what is seen.
  const SKIP = 'svg, button, select, .here, .tools, .ago, script';
  const flat = (text) => text.replace(/\s+/g, ' ');
  const escape = (text) => flat(text).replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/^(\s*)([#+-]|\d+\.)(?=\s)/, '$1\\$2');
  const fence = (text, least) => '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map((m) => m[0].length + 1)));
  const kids = (node, write) => [...node.childNodes].map(write).join('');
  const inline = (node) => {
    if (node.nodeType === 3) return escape(node.data);
    if (node.nodeType !== 1 || node.matches(SKIP)) return '';
    const name = node.localName;
    if (name === 'br') return ' ';
    if (name === 'img') return `![${escape(node.alt)}](${node.src})`;
    if (name === 'code') {
      const mark = fence(node.textContent, 1);
      const pad = /^`|`$/.test(node.textContent) ? ' ' : '';
      return mark + pad + flat(node.textContent) + pad + mark;
    }
    const text = kids(node, inline);
    if (name === 'a') return /^https?:|^mailto:|^file:/.test(node.href) && !node.getAttribute('href').startsWith('#') ? `[${text.trim()}](${node.href.replace(/[()\s]/g, encodeURIComponent)})` : text;
    const mark = { b: '**', strong: '**', em: '*', i: '*', del: '~~' }[name];
    if (mark && text.trim()) return text.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`);
    return /^(p|div|dt|dd|li)$/.test(name) ? ` ${text} ` : text;
  };
  const line = (node) => kids(node, inline).replace(/ +/g, ' ').trim();
  const indent = (text, by) => text.split('\n').map((row, i) => (i && row ? by + row : row)).join('\n');
  const item = (node, mark) => {
    const nested = [...node.children].filter((c) => /^(ul|ol|pre|table|blockquote)$/.test(c.localName));
    const own = [...node.childNodes].filter((c) => !nested.includes(c)).map(inline).join(node.closest('.tl') ? ' ' : '').replace(/ +/g, ' ').trim();
    return `${mark} ${[own, ...nested.map((c) => indent('   ' + block(c).trim(), '   '))].filter(Boolean).join('\n')}`;
  };
  const table = (node) => {
    const cells = (row) => [...row.cells].map((cell) => line(cell)).join(' | ');
    const [head, ...rows] = [...node.rows].filter((row) => !row.hidden);
    if (!head) return '';
    const caption = node.caption && !node.caption.matches('.vh') ? `**${line(node.caption)}**\n\n` : '';
    const rule = [...head.cells].map((cell) => (cell.matches('.n') ? '--:' : '---')).join(' | ');
    return `${caption}| ${cells(head)} |\n| ${rule} |\n${rows.map((row) => `| ${cells(row)} |`).join('\n')}`;
  };
  const block = (node) => {
    if (node.nodeType === 3) return node.data.trim() ? `${escape(node.data).trim()}\n\n` : '';
    if (node.nodeType !== 1 || node.hidden || node.matches(`${SKIP}, .toc`)) return '';
    const name = node.localName;
    const all = (items, mark) => `${[...items].filter((c) => !c.hidden).map((c, i) => item(c, mark(i))).join('\n')}\n\n`;
    if (/^h[1-6]$/.test(name)) return `${'#'.repeat(+name[1])} ${line(node)}\n\n`;
    if (name === 'p') return line(node) ? `${line(node)}\n\n` : '';
    if (name === 'pre') {
      const text = node.textContent.replace(/\n$/, '');
      const mark = fence(text, 3);
      const lang = /language-([\w-]+)/.exec(node.innerHTML);
      return `${mark}${lang ? lang[1] : ''}\n${text}\n${mark}\n\n`;
    }
    if (name === 'table') return `${table(node)}\n\n`;
    if (name === 'ul' || name === 'ol') return all(node.children, (i) => (name === 'ol' && !node.matches('.tl') ? `${i + 1}.` : '-'));
    if (name === 'dl') return `${[...node.querySelectorAll('dt')].map((dt) => `- **${line(dt)}**: ${line(dt.nextElementSibling)}`).join('\n')}\n\n`;
    if (name === 'blockquote') return `${kids(node, block).trim().replace(/^/gm, '> ')}\n\n`;
    if (name === 'summary') return `**${line(node)}**\n\n`;
    if (name === 'hr') return '---\n\n';
    if (name === 'img' || name === 'a' || name === 'code' || name === 'b') return `${inline(node)}\n\n`;
    return kids(node, block);
  };
  const markdown = (node) => `${kids(node, block).replace(/\n{3,}/g, '\n\n').trim()}\n`;
  if (typeof module === 'object') { module.exports = { markdown }; return; }

  const main = document.querySelector('main[data-markdown]');
  if (!main) return;
  const words = main.dataset;
  const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const button = (text, act) => {
    const made = make('button', text);
    made.type = 'button';
    made.addEventListener('click', () => act(made));
    return made;
  };
  const keep = (value) => { try { return value === undefined ? localStorage.getItem('zone') : localStorage.setItem('zone', value); } catch { return null; } };

  const copy = button(words.markdown, async () => {
    const text = markdown(main);
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(text);
      else {
        const area = make('textarea', text);
        main.append(area);
        area.select();
        const done = document.execCommand('copy');
        area.remove();
        if (!done) return;
      }
    } catch { return; }
    copy.textContent = words.copied;
    setTimeout(() => { copy.textContent = words.markdown; }, 2000);
  });
  copy.setAttribute('aria-live', 'polite');
  const tools = make('p', '');
  tools.className = 'tools';
  tools.append(copy);
  main.querySelector('header').append(tools);

  // Times in the reader's zone: the machine-readable time of each element is the truth, its text one way to say it.
  const times = [...main.querySelectorAll('time[datetime*="T"]')].map((time) => ({ time, text: time.textContent }));
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offset = (zone, at) => {
    try { return new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at).find((p) => p.type === 'timeZoneName').value.replace('GMT', 'UTC'); } catch { return zone; }
  };
  const local = (at) => {
    const part = Object.fromEntries(new Intl.DateTimeFormat('en', { timeZone: own, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(at).map((p) => [p.type, p.value]));
    return [`${part.year}-${part.month}-${part.day}`, `${part.hour}:${part.minute}`];
  };
  const list = main.querySelector('.tl');
  const days = list ? [...list.querySelectorAll('.day')] : [];
  const bar = make('p', '');
  bar.className = 'tools';
  list?.before(bar);
  const shown = (one) => {
    const [, date, zone] = /^(\S{10})T[\d:]+(.*)$/.exec(one.time.dateTime) || [];
    return one.text.replace(/(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d)/g, (all, day, clock) => {
      const at = new Date(`${day || date}T${clock}${zone}`);
      if (!date || Number.isNaN(+at)) return all;
      const [there, then] = local(at);
      // In the timeline the day stands above.
      return day || (there !== date && !one.time.closest('.tl')) ? `${there} ${then}` : then;
    });
  };
  const regroup = (mine) => {
    list?.querySelectorAll('.day.own').forEach((day) => day.remove());
    days.forEach((day) => { day.hidden = mine; });
    if (!mine) return;
    let last;
    list?.querySelectorAll(':scope > li[id]').forEach((row) => {
      const time = row.querySelector('time[datetime*="T"]');
      const day = time && local(new Date(time.dateTime))[0];
      if (!day || day === last) return;
      last = day;
      const head = make('li', day);
      head.className = 'day own';
      const gap = row.previousElementSibling;
      (gap?.matches('.gap') ? gap : row).before(head);
    });
  };
  const differ = times.some(({ time }) => { const at = new Date(time.dateTime); return !Number.isNaN(+at) && offset(own, at) !== offset(words.zone, at); });
  if (differ && list) {
    const at = new Date(times[0].time.dateTime);
    const set = (mine) => {
      times.forEach((one) => { one.time.textContent = mine ? shown(one) : one.text; });
      regroup(mine);
      theirs.setAttribute('aria-pressed', String(!mine));
      ours.setAttribute('aria-pressed', String(mine));
      filter();
    };
    const theirs = button(`${words.zone} (${offset(words.zone, at)})`, () => { keep('site'); set(false); });
    const ours = button(`${words.own} (${offset(own, at)})`, () => { keep('own'); set(true); });
    bar.append(theirs, ours);
    queueMicrotask(() => set(keep() === 'own'));
  }

  // A link to each row: the time of the timeline, elsewhere a sign that shows where the pointer is.
  main.querySelectorAll('.tl > li[id] > :first-child').forEach((time) => {
    const link = make('a', '');
    link.href = `#${time.parentElement.id}`;
    time.replaceWith(link);
    link.append(time);
  });
  main.querySelectorAll('th[id], .whys > li[id] > p').forEach((place) => {
    const link = make('a', '#');
    link.className = 'here';
    link.href = `#${place.id || place.parentElement.id}`;
    link.setAttribute('aria-label', words.here);
    place.append(' ', link);
  });

  // The timeline by kind.
  const rows = list ? [...list.querySelectorAll(':scope > li[id]')] : [];
  const kind = (row) => row.querySelector(':scope > b')?.textContent || '';
  const kinds = new Map();
  rows.forEach((row) => kinds.set(kind(row), (kinds.get(kind(row)) || 0) + 1));
  const choice = make('select', '');
  function filter() {
    const wanted = choice.value;
    rows.forEach((row) => { row.hidden = wanted !== '' && kind(row) !== wanted; });
    list?.querySelectorAll('.gap').forEach((gap) => { gap.hidden = wanted !== ''; });
    list?.querySelectorAll(`.day${list.querySelector('.day.own') ? '.own' : ''}`).forEach((day) => {
      let next = day.nextElementSibling;
      while (next && !next.matches('.day:not([hidden])') && (next.hidden || !next.id)) next = next.nextElementSibling;
      day.hidden = wanted !== '' && !(next && next.id);
    });
  }
  if (kinds.size > 1) {
    choice.append(new Option(`${words.all} (${rows.length})`, ''));
    [...kinds].filter(([name]) => name).sort().forEach(([name, n]) => choice.append(new Option(`${name} (${n})`, name)));
    const label = make('label', `${words.show} `);
    label.append(choice);
    bar.append(label);
    choice.addEventListener('change', filter);
  }
})();
