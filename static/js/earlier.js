/* Files put in before, to be chosen again: looked up by name, page by page. Without this script the latest are there. */
(function () {
  "use strict";
  var files = window.dubanFiles;
  if (!files) { return; }
  Array.prototype.forEach.call(document.querySelectorAll("[data-earlier]"), function (shelf) {
    var field = shelf.closest(".files-field"), say = field.querySelector("[data-uploads]").dataset, list = shelf.querySelector("ul");
    var chosen = field.querySelector("[data-files]"), described = field.querySelector("template[data-described]");
    var search = document.createElement("input"), older = files.made("button", shelf, say.sayOlder), timer = null, asked = 0;
    search.type = "search";
    search.placeholder = say.saySearch;
    search.setAttribute("aria-label", say.saySearch);
    search.autocomplete = "off";
    list.before(search);
    older.type = "button";
    older.hidden = list.children.length < 20;

    function last() {
      var boxes = list.querySelectorAll("input");
      return boxes.length ? boxes[boxes.length - 1].value : "";
    }
    function has(number) { return field.querySelector('input[name="evidence"][value="' + number + '"]'); }
    function look(before) {
      var turn = (asked += 1);
      var address = shelf.dataset.earlier + "&q=" + encodeURIComponent(search.value) + (before ? "&before=" + before : "");
      fetch(address, { credentials: "same-origin", headers: { "Accept": "application/json" } }).then(function (answer) {
        return answer.json();
      }).then(function (told) {
        if (turn !== asked) { return; }
        if (!before) { list.textContent = ""; }
        told.files.forEach(function (file) { if (!has(file.id)) { list.appendChild(files.ticked(file, null)); } });
        older.hidden = !told.more;
        if (!list.children.length) { files.made("li", list, say.sayNone, "soft"); }
      }).catch(function () {});
    }
    /* What is chosen joins the files of the form, and stays while others are looked up. */
    list.addEventListener("change", function (event) {
      var line = event.target.closest("li");
      if (!event.target.checked) { return; }
      if (described) {
        line.appendChild(described.content.cloneNode(true));
        Array.prototype.forEach.call(line.querySelectorAll("[name$='-0']"), function (one) { one.name = one.name.replace("-0", "-" + event.target.value); });
      }
      chosen.appendChild(line);
      event.target.focus();
    });
    ["input", "change"].forEach(function (kind) { search.addEventListener(kind, function (event) { event.stopPropagation(); }); });
    search.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 300); });
    search.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); look(); } });
    older.addEventListener("click", function () { look(last()); });
  });
}());
