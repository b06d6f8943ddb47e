/* Lists by keyboard (j k x Enter / ?), keys named on the page (data-key), select-all, small comforts. */
(function () {
  "use strict";
  var body = document.body;
  var list = function (query, within) { return Array.prototype.slice.call((within || document).querySelectorAll(query)); };

  function rows() {
    return list(".worklist > li, table.list > tbody > tr").filter(function (row) { return row.offsetParent !== null; });
  }
  function current() { return document.querySelector(".at"); }
  function stand(row) {
    var before = current();
    if (before) { before.classList.remove("at"); }
    row.classList.add("at");
    var door = row.querySelector("a.row-title, a[href], button, input");
    if (door) { door.focus({ preventScroll: true }); }
    row.scrollIntoView({ block: "nearest" });
  }
  function move(step) {
    var here = rows(), at = here.indexOf(current());
    var next = at < 0 ? (step > 0 ? 0 : here.length - 1) : Math.min(here.length - 1, Math.max(0, at + step));
    if (here[next]) { stand(here[next]); }
  }
  function pick() {
    var box = current() && current().querySelector("input[type=checkbox]");
    if (box) { box.click(); }
  }
  function open() {
    var door = current() && current().querySelector("summary.row-title, a.row-title, a[href]");
    if (door) { door.click(); }
  }
  function search() {
    var box = document.querySelector("[data-search]") || document.getElementById("site-search");
    if (box) { box.focus(); box.select(); }
  }
  function named(key) {
    var same = function (one) { return one.dataset.key === key; };
    var row = current(), picked = document.querySelector(".row-pick input:checked");
    var found = (picked ? list(".bulkbar [data-key]").filter(same) : [])[0] ||  /* what is ticked goes before the row */
      (row ? list("[data-key]", row).filter(same) : [])[0] ||
      list("[data-key]").filter(function (one) { return same(one) && !one.closest(".worklist > li, table.list > tbody > tr, .bulkbar"); })[0];
    if (found && found.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) { found.focus(); }
    else if (found) {
      found.click();
      var folded = found.matches("summary") && found.parentNode.open && found.parentNode.querySelector("form input:not([type=hidden]), form textarea");
      if (folded) { folded.focus(); }
    }
    return Boolean(found);
  }
  var acts = {
    j: function () { move(1); }, k: function () { move(-1); }, x: pick, "/": search,
    "?": function () { if (body.dataset.helpUrl) { location.assign(body.dataset.helpUrl); } }
  };
  function typing(at) { return at.isContentEditable || at.matches("textarea, select, [data-guard] input[type=radio], input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])"); }

  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.key === "Escape") {
      list("details.person[open], details.more[open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
      if (at.blur && typing(at)) { at.blur(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || body.dataset.keys === "off" || typing(at)) { return; }
    if (event.key === "Enter") {
      if (at === body || at.matches("input[type=checkbox]")) { if (current()) { event.preventDefault(); open(); } }
      return;
    }
    if (named(event.key)) { event.preventDefault(); return; }
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });
  document.addEventListener("focusin", function (event) {
    var row = event.target.closest(".worklist > li, table.list > tbody > tr"), before = current();
    if (before && before !== row) { before.classList.remove("at"); }
  });

  /* <label data-with-script hidden><input type="checkbox" data-select-all="deadline"> 全选</label> … <span data-picked="deadline"></span> */
  list("[data-with-script]").forEach(function (one) { one.hidden = false; });
  list("input[data-select-all]").forEach(function (whole) {
    var name = whole.dataset.selectAll, scope = whole.form || document;
    function boxes() { return list("input[type=checkbox]").filter(function (box) { return box.name === name && !box.disabled && (box.form || document) === scope; }); }
    function count() {
      var here = boxes(), picked = here.filter(function (box) { return box.checked; }).length;
      whole.checked = picked > 0 && picked === here.length;
      whole.indeterminate = picked > 0 && picked < here.length;
      list("[data-picked]").forEach(function (told) { if (told.dataset.picked === name) { told.textContent = picked ? body.dataset.sayPicked + " " + picked : ""; } });
    }
    whole.addEventListener("change", function () { boxes().forEach(function (box) { box.checked = whole.checked; }); count(); });
    document.addEventListener("change", function (event) { if (event.target.name === name) { count(); } });
    window.addEventListener("pageshow", count);
    count();
  });

  list("[data-print]").forEach(function (one) { one.addEventListener("click", function () { window.print(); }); });
  document.addEventListener("click", function (event) {
    list("details.person[open], details.more[open]").forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  window.addEventListener("beforeprint", function () { list("details.light-why").forEach(function (why) { why.open = true; }); });
  window.addEventListener("afterprint", function () { list("details.light-why").forEach(function (why) { why.open = false; }); });
}());
