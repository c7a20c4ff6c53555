// Shows a page of the preview again when the records change. Only the preview sends this file.
(function () {
  "use strict";
  var PLACE = "postmortem-place";
  var CLOSED = "postmortem-closed";
  var state = document.currentScript.dataset.state;
  var source = null;

  function keep(key, value) {
    try { sessionStorage.setItem(key, value); } catch (refused) { /* then the page begins at its top */ }
  }
  function kept(key) {
    try { return sessionStorage.getItem(key); } catch (refused) { return null; }
  }

  function reload() {
    keep(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  function restyle(now) {
    state = now;
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var next = link.cloneNode();
      next.href = link.href.split("?")[0] + "?" + now;
      // The old style stays until the new one is there.
      next.addEventListener("load", function () { link.remove(); });
      link.after(next);
    });
  }

  function listen() {
    if (source || document.hidden) { return; }
    source = new EventSource("/_postmortem/events");
    source.addEventListener("message", function (event) {
      var now = event.data.split(" ");
      if (now[0] === state) { return; }
      if (now[1] === "style") { restyle(now[0]); } else { reload(); }
    });
  }

  // A browser opens few connections to one server, and hidden pages need none.
  function rest() {
    if (source) { source.close(); source = null; }
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { rest(); } else { listen(); }
  });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();

  var place = JSON.parse(kept(PLACE) || "null");
  if (place && place[0] === location.pathname) {
    scrollTo({ left: place[1], top: place[2], behavior: "instant" });
  }
  keep(PLACE, "null");

  // Findings that somebody has closed stay closed until there are others.
  var findings = document.querySelector("#postmortem-findings details");
  if (findings) {
    if (kept(CLOSED) === findings.textContent) { findings.open = false; }
    findings.addEventListener("toggle", function () {
      keep(CLOSED, findings.open ? "" : findings.textContent);
    });
  }
})();
