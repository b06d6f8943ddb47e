/* Forms, better with script and whole without it: autosave, a warning before leaving, dropped and pasted files, no double sending. */
(function () {
  "use strict";
  var say = document.body.dataset;
  var each = function (list, act) { Array.prototype.forEach.call(list, act); };
  var all = function (query, act) { each(document.querySelectorAll(query), act); };
  var two = function (n) { return (n < 10 ? "0" : "") + n; };

  /* On a slow line people type before this script is there, and a browser may bring back what was typed: that counts too. */
  function changed(form) {
    return Array.prototype.some.call(form.elements, function (one) {
      if (one.type === "file" || one.type === "hidden" || one.type === "submit") { return false; }
      if (one.type === "checkbox" || one.type === "radio") { return one.checked !== one.defaultChecked; }
      if (one.options) { return Array.prototype.some.call(one.options, function (option, at) { return option.selected !== option.defaultSelected && at > 0; }); }
      return one.defaultValue !== undefined && one.value !== one.defaultValue;
    });
  }

  /* Autosave: <form data-autosave="/url"> … <p class="autosave" data-autosave-status role="status"></p> */
  function autosave(form) {
    var status = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
    var timer = null, running = false;
    function tell(words, failed) {
      if (!status) { return; }
      status.textContent = words;
      status.classList.toggle("failed", failed);
    }
    function facts() {
      var kept = new FormData();
      new FormData(form).forEach(function (value, name) {
        if (name !== "once" && !(value instanceof File)) { kept.append(name, value); }
      });
      return kept;
    }
    function answered(answer) {
      return answer.json().catch(function () { return {}; }).then(function (told) {
        form.dispatchEvent(new CustomEvent("autosaved", { detail: told }));
        if (!answer.ok) { throw new Error(told.message || ""); }
        var version = form.elements.version;
        if (version && told.version !== undefined) { version.value = told.version; }
        var now = new Date();
        tell(say.saySaved + " " + (told.saved_at || two(now.getHours()) + ":" + two(now.getMinutes())), false);
      });
    }
    function send() {
      if (running) { wait(); return; }
      running = true;
      form.dataset.unsaved = "";
      var token = form.elements.csrf_token;
      fetch(form.dataset.autosave, {
        method: "POST", body: facts(), credentials: "same-origin",
        headers: { "X-CSRFToken": token ? token.value : "", "X-Requested-With": "fetch", "Accept": "application/json" }
      }).then(answered).catch(function (error) {
        form.dataset.unsaved = "yes";
        tell(error.message && !(error instanceof TypeError) ? error.message : say.sayNotSaved, true);
      }).then(function () { running = false; });
    }
    function wait() { clearTimeout(timer); timer = setTimeout(send, 1500); }
    form.addEventListener("input", wait);
    form.addEventListener("change", wait);
    form.addEventListener("submit", function () { clearTimeout(timer); });
    if (changed(form)) { wait(); }
  }
  all("form[data-autosave]", autosave);

  /* Typed and not yet kept: ask before leaving. */
  all("form[data-autosave], form[data-guard]", function (form) {
    if (changed(form)) { form.dataset.unsaved = "yes"; }
    form.addEventListener("input", function () { form.dataset.unsaved = "yes"; });
    form.addEventListener("submit", function (event) { if (!event.defaultPrevented) { form.dataset.unsaved = ""; } });
  });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector('form[data-unsaved="yes"]')) { event.preventDefault(); event.returnValue = ""; }
  });

  /* One press, one sending. The server holds the once-only key; this only spares the wait. */
  function buttons(form, act) {
    each(form.elements, function (one) { if (one.type === "submit") { act(one); } });
  }
  function release(form) {
    form.removeAttribute("data-sent");
    buttons(form, function (one) { one.removeAttribute("aria-disabled"); });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    buttons(form, function (one) { one.setAttribute("aria-disabled", "true"); });
    setTimeout(function () { release(form); }, 8000);
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { all("form[data-sent]", release); } });

  /* Files: drop on the box, paste into the page, see the names, take one away again. */
  function size(bytes) { return bytes > 1048576 ? (bytes / 1048576).toFixed(1) + " MB" : Math.ceil(bytes / 1024) + " KB"; }
  function put(input, files) {
    var basket = new DataTransfer();
    each(files, function (file) { basket.items.add(file); });
    input.files = basket.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function add(input, files) {
    put(input, input.multiple ? Array.prototype.slice.call(input.files).concat(Array.prototype.slice.call(files)) : [files[0]]);
  }
  function names(input, list) {
    list.textContent = "";
    each(input.files, function (file) {
      var line = document.createElement("li"), name = document.createElement("span"), away = document.createElement("button");
      name.textContent = file.name + "（" + size(file.size) + "）";
      away.type = "button";
      away.className = "plain";
      away.textContent = say.sayRemove;
      away.setAttribute("aria-label", say.sayRemove + " " + file.name);
      away.addEventListener("click", function () {
        put(input, Array.prototype.filter.call(input.files, function (other) { return other !== file; }));
        input.focus();
      });
      line.appendChild(name);
      line.appendChild(away);
      list.appendChild(line);
    });
  }
  function dropping(box) {
    var input = box.querySelector("input[type=file]"), list = box.querySelector(".drop-names");
    if (!input || typeof DataTransfer !== "function") { return; }
    box.classList.add("live");
    ["dragover", "dragleave", "drop"].forEach(function (kind) {
      box.addEventListener(kind, function (event) {
        event.preventDefault();
        box.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files.length) { add(input, event.dataTransfer.files); }
      });
    });
    if (list) { input.addEventListener("change", function () { names(input, list); }); }
  }
  all("[data-drop]:not([data-uploads])", dropping);
  document.addEventListener("paste", function (event) {
    var files = event.clipboardData ? event.clipboardData.files : [];
    var form = event.target.closest ? event.target.closest("form") : null;
    var input = (form || document).querySelector("[data-drop]:not([data-uploads]) input[type=file]");
    if (files.length && input) { event.preventDefault(); add(input, files); }
  });

  /* The list of errors takes the focus, so that it is read first. */
  var first = document.querySelector("[data-focus]");
  if (first) { first.focus(); }
}());
