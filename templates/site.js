// Small conveniences; the site is complete without them. The theme itself is set before the first paint, by first.js.
(() => {
  'use strict';
  const root = document.documentElement;
  const order = ['auto', 'light', 'dark'];
  const save = (t) => { try { t === 'auto' ? localStorage.removeItem('theme') : localStorage.setItem('theme', t); } catch { /* file:// or blocked */ } };
  let theme = root.dataset.theme || 'auto';
  const apply = () => { if (theme === 'auto') delete root.dataset.theme; else root.dataset.theme = theme; };

  // Theme: the labels come from the page, so that every language has its own.
  const b = document.getElementById('theme');
  if (b) {
    const label = () => { b.textContent = b.dataset[theme]; };
    b.hidden = false;
    label();
    b.addEventListener('click', () => { theme = order[(order.indexOf(theme) + 1) % 3]; save(theme); apply(); label(); });
  }
  // Search: `/` or Ctrl+K; the rest is loaded when it is wanted.
  const find = document.getElementById('search');
  if (find) {
    const ask = () => {
      find.removeEventListener('click', ask);
      const script = document.createElement('script');
      script.src = `${find.dataset.top}search.js`;
      script.onerror = () => { script.remove(); find.addEventListener('click', ask); };
      document.head.append(script);
    };
    find.hidden = false;
    find.addEventListener('click', ask);
    document.addEventListener('keydown', (e) => {
      const typing = e.target instanceof Element && e.target.closest('input, textarea, select, [contenteditable]');
      const slash = e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey;
      if (!slash && !((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'k')) return;
      e.preventDefault();
      find.click();
    });
  }
  // What is wider than the page is scrolled by keyboard too; what is not is no stop for the Tab key.
  const fit = new ResizeObserver((all) => all.forEach(({ target }) => {
    const box = target.closest('.scroll');
    const name = box.querySelector('caption').firstChild.textContent;
    const given = { tabindex: '0', role: 'group', 'aria-label': name };
    const wide = box.scrollWidth > box.clientWidth;
    Object.entries(given).forEach(([key, value]) => (wide ? box.setAttribute(key, value) : box.removeAttribute(key)));
  }));
  document.querySelectorAll('div.scroll:has(> table), div.scroll > table').forEach((part) => { fit.observe(part); });
  // Runbooks: a button that copies a command; the page names it.
  const main = document.querySelector('main[data-copy]');
  if (main) main.querySelectorAll('pre > code').forEach((code) => {
    const copy = document.createElement('button');
    const box = document.createElement('div');
    box.className = 'copyable';
    copy.type = 'button';
    copy.setAttribute('aria-live', 'polite');
    copy.textContent = main.dataset.copy;
    copy.addEventListener('click', async () => {
      try {
        if (navigator.clipboard) await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ''));
        else { getSelection().selectAllChildren(code); if (!document.execCommand('copy')) return; }
      } catch { return; }
      copy.textContent = main.dataset.copied;
      setTimeout(() => { copy.textContent = main.dataset.copy; }, 2000);
    });
    code.parentElement.replaceWith(box);
    box.append(code.parentElement, copy);
  });
  // Elapsed time by the reader's clock: <time datetime="…" data-elapsed>
  const units = [['day', 86400], ['hour', 3600], ['minute', 60]];
  const tick = () => document.querySelectorAll('time[data-elapsed]').forEach((t) => {
    const s = (Date.now() - Date.parse(t.dateTime)) / 1000;
    if (!Number.isFinite(s)) return;
    const [unit, size] = units.find((u) => Math.abs(s) >= u[1]) || units[2];
    const text = new Intl.RelativeTimeFormat(root.lang || 'en', { numeric: 'auto' }).format(-Math.trunc(s / size), unit);
    let out = t.nextElementSibling;
    if (!out || !out.matches('.ago')) { out = document.createElement('span'); out.className = 'ago'; t.after(' ', out); }
    out.textContent = `(${text})`;
  });
  tick();
  setInterval(tick, 60000);
})();
