/* One page for a period: ticking together, counting, the version of each row's draft. Works without. */
(function () {
  "use strict";
  var form = document.getElementById("period");
  if (!form) { return; }
  var rows = Array.prototype.slice.call(form.querySelectorAll("[data-row]"));
  function tickOf(row) { return row.querySelector("input[name=unchanged]"); }
  function says(row) {
    return Array.prototype.some.call(row.querySelectorAll("details textarea, details input, details select"), function (field) {
      if (field.type === "radio" || field.type === "checkbox") { return field.checked; }
      if (/-(source|definition|target_id)$/.test(field.name) || field.type === "hidden") { return false; }
      return field.value.trim() !== "";
    });
  }
  var count = form.querySelector("[data-period-count]");
  function tell() {
    var same = 0, fresh = 0;
    rows.forEach(function (row) {
      var tick = tickOf(row), said = says(row), state = row.querySelector("[data-row-state]");
      if (tick && tick.checked) { same += 1; } else if (said) { fresh += 1; }
      row.classList.toggle("filled", said);
      if (state && !row.classList.contains("wrong") && (!state.textContent || state.dataset.ours)) {
        state.dataset.ours = "yes";
        state.textContent = said ? state.dataset.sayTyped : "";
      }
    });
    if (count) { count.textContent = count.dataset.sayCount.replace("{same}", same).replace("{new}", fresh); }
  }
  form.addEventListener("input", function (event) {
    var row = event.target.closest("[data-row]");
    if (row && event.target.name !== "unchanged" && tickOf(row) && says(row)) { tickOf(row).checked = false; }
    tell();
  });
  form.addEventListener("change", tell);
  var every = form.querySelector("[data-tick-unchanged]");
  if (every) {
    every.addEventListener("click", function (event) {
      event.preventDefault();
      var ticks = rows.filter(function (row) { return tickOf(row) && !says(row); }).map(tickOf);
      var all = ticks.every(function (tick) { return tick.checked; });
      ticks.forEach(function (tick) { tick.checked = !all; });
      form.dataset.unsaved = "yes";
      form.dispatchEvent(new Event("change"));
    });
  }
  /* Enter in a field of one line is no submission of the whole page. */
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("input:not([type=checkbox]):not([type=radio])")) { event.preventDefault(); }
  });
  form.addEventListener("autosaved", function (event) {
    var versions = event.detail.versions || {};
    Object.keys(versions).forEach(function (key) {
      var field = form.elements[key + "-version"];
      if (field) { field.value = versions[key]; }
    });
  });
  window.addEventListener("pageshow", tell);
  tell();
}());
