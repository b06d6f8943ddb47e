/* The file box: files go up at once, piece by piece (tus 1.0), go on where they stopped, and end as a ticked box of the
   form, which then carries numbers and no bytes. Without this script the form carries the files. */
(function () {
  "use strict";
  var PIECE = 8 * 1024 * 1024, PAUSES = [0, 1000, 3000, 8000, 15000];
  var each = function (list, act) { Array.prototype.forEach.call(list, act); };
  var two = function (n) { return (n < 10 ? "0" : "") + n; };
  var rows = [];  /* {form, file, state: going | done | failed | asked, …} */
  if (!window.tus || !window.tus.isSupported) { return; }

  function made(tag, parent, words, kind) {
    var one = document.createElement(tag);
    if (words) { one.textContent = words; }
    if (kind) { one.className = kind; }
    if (parent) { parent.appendChild(one); }
    return one;
  }
  function size(bytes) { return bytes > 1048576 ? (bytes / 1048576).toFixed(1) + " MB" : Math.ceil(bytes / 1024) + " KB"; }
  function token(form) { return form.elements.csrf_token ? form.elements.csrf_token.value : ""; }
  function of(form, states) { return rows.filter(function (row) { return row.form === form && states.indexOf(row.state) > -1; }); }

  /* Screenshots and photos come without a name of their own. */
  function named(file, say) {
    if (!/^image\.\w+$/i.test(file.name)) { return file; }
    var now = new Date(), day = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    var name = say + " " + day + " " + two(now.getHours()) + two(now.getMinutes()) + "." + file.name.split(".").pop().toLowerCase();
    return new File([file], name, { type: file.type, lastModified: file.lastModified });
  }

  function button(row, words, act) {
    var one = made("button", row.acts, words, "plain");
    one.type = "button";
    one.setAttribute("aria-label", words + " " + row.file.name);
    one.addEventListener("click", act);
    return one;
  }
  function show(row, state, words) {
    row.state = state;
    row.told.textContent = words;
    row.bar.hidden = state !== "going";
    row.retry.hidden = state !== "failed" || row.over;
    row.away.textContent = state === "going" ? row.say.sayCancel : row.say.sayRemove;
    row.away.setAttribute("aria-label", row.away.textContent + " " + row.file.name);
    row.line.classList.toggle("wrong", state === "failed" || state === "asked");
    settled(row.form);
  }

  /* One upload. What may be wrong is told in the words of the server, else in ours. */
  function began(row) {
    var box = row.say, means = { filename: row.file.name, department: box.department };
    if (box.taskId) { means.task_id = box.taskId; }
    if (box.period) { means.period = box.period; }
    row.upload = new window.tus.Upload(row.file, {
      endpoint: box.uploads, chunkSize: PIECE, retryDelays: PAUSES, metadata: means,
      headers: { "X-CSRFToken": token(row.form) },
      fingerprint: function (file) {
        return Promise.resolve(["duban", box.department, box.taskId, box.period, file.name, file.size, file.lastModified].join("|"));
      },
      onProgress: function (sent, all) {
        row.bar.value = all ? sent / all : 0;
        row.told.textContent = box.saySending + " " + Math.floor(row.bar.value * 100) + "%";
      },
      onSuccess: function () { finish(row); },
      onError: function (error) { failed(row, error.originalResponse && error.originalResponse.getStatus(), error.originalResponse && error.originalResponse.getBody()); }
    });
    row.upload.findPreviousUploads().then(function (before) {
      if (row.state !== "going") { return; }
      if (before.length) { row.upload.resumeFromPreviousUpload(before[0]); }
      row.upload.start();
    });
  }
  function failed(row, status, body) {
    var told = {};
    try { told = JSON.parse(body) || {}; } catch (error) { told = {}; }
    row.cut = !status;
    row.over = told.again === false;
    show(row, "failed", told.message || (status ? row.say.sayStale : row.say.sayCut));
  }
  function finish(row) {
    row.told.textContent = row.say.sayLooking;
    fetch(row.upload.url + "/finish", {
      method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token(row.form), "Accept": "application/json" }
    }).then(function (answer) {
      return answer.text().then(function (body) {
        var told = null;
        try { told = JSON.parse(body); } catch (error) { told = null; }
        if (row.state === "gone") { return; }
        if (answer.ok && told && told.evidence_id) { taken(row, told); }
        else if (answer.ok && told && told.ask) { asked(row, told); }
        else { failed(row, answer.status || 400, body); }
      });
    }, function () { failed(row, 0, ""); });
  }
  function asked(row, told) {
    if (row.state === "asked") { return; }
    show(row, "asked", told.message + " ");
    var link = made("a", row.told, row.say.sayAsk);
    link.href = told.ask;
    link.target = "_blank";
    link.rel = "noopener";
  }
  function taken(row, told) {
    var line = ticked(told, row.described);
    row.line.replaceWith(line);
    row.state = "done";
    row.upload.findPreviousUploads().then(function (before) {
      before.forEach(function (one) { window.tus.defaultOptions.urlStorage.removeUpload(one.urlStorageKey); });
    });
    line.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
    settled(row.form);
  }
  function ticked(file, described) {
    var line = made("li", null, "", "file"), label = made("label", line, "", "choice"), box = made("input", label);
    var words = made("span", label, file.name + " ");
    box.type = "checkbox";
    box.name = "evidence";
    box.value = file.id && !file.evidence_id ? file.id : file.evidence_id;
    box.checked = Boolean(file.evidence_id);
    made("span", words, size(file.size) + (file.on ? " · " + file.on : ""), "soft small");
    if (described) {
      line.appendChild(described.content.cloneNode(true));
      each(line.querySelectorAll("[name$='-0']"), function (one) { one.name = one.name.replace("-0", "-" + box.value); });
    }
    return line;
  }
  function away(row) {
    row.state = "gone";
    row.line.remove();
    row.upload.abort(true).catch(function () {});  /* what cannot be told to the server is swept there after a week */
    settled(row.form);
  }
  function again(row) {
    show(row, "going", row.say.saySending);
    if (row.upload.url && row.bar.value === 1) { finish(row); } else { row.upload.start(); }
  }

  function add(box, files, say) {
    var field = box.closest(".files-field"), list = field.querySelector("[data-files]"), form = box.closest("form");
    each(files, function (file) {
      var row = { form: form, file: named(file, say), say: box.dataset, state: "going", described: field.querySelector("template[data-described]") };
      row.line = made("li", list, "", "file file-going");
      made("span", row.line, row.file.name + "（" + size(row.file.size) + "）");
      row.bar = made("progress", row.line);
      row.bar.max = 1;
      row.bar.value = 0;
      row.bar.setAttribute("aria-label", row.file.name);
      row.told = made("span", row.line, box.dataset.sayWaiting, "file-told");
      row.told.setAttribute("role", "status");
      row.acts = made("span", row.line, "", "file-acts");
      row.retry = button(row, box.dataset.sayRetry, function () { again(row); });
      row.retry.hidden = true;
      row.away = button(row, box.dataset.sayCancel, function () { away(row); });
      rows.push(row);
      began(row);
    });
  }

  /* Sending the form waits for its files. */
  function tell(form, words) {
    var note = form.querySelector("[data-files-note]");
    if (note) { note.textContent = words; note.hidden = !words; }
  }
  function settled(form) {
    if (!form || !form.dataset.held || of(form, ["going"]).length) { return; }
    var by = form.heldBy, stopped = of(form, ["failed", "asked"]);
    delete form.dataset.held;
    tell(form, stopped.length ? stopped[0].say.sayStopped : "");
    if (!stopped.length && form.requestSubmit) { form.requestSubmit(by && by.isConnected ? by : undefined); }
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, going = of(form, ["going"]), stopped = of(form, ["failed", "asked"]);
    if (!going.length && !stopped.length) { return; }
    event.preventDefault();
    if (going.length) { form.dataset.held = "yes"; form.heldBy = event.submitter; }
    tell(form, going.length ? going[0].say.sayLater : stopped[0].say.sayStopped);
  }, true);
  window.addEventListener("beforeunload", function (event) {
    if (rows.some(function (row) { return row.state === "going"; })) { event.preventDefault(); event.returnValue = ""; }
  });
  window.addEventListener("online", function () { rows.forEach(function (row) { if (row.state === "failed" && row.cut) { again(row); } }); });
  window.addEventListener("focus", function () { rows.forEach(function (row) { if (row.state === "asked") { finish(row); } }); });

  /* Choose, photograph, drop, paste. */
  function living(box) {
    var input = box.querySelector("input[name=files]"), camera = box.querySelector("[data-camera]");
    box.classList.add("live");
    box.classList.toggle("touch", navigator.maxTouchPoints > 0);
    [input, camera].forEach(function (one) {
      if (!one) { return; }
      one.addEventListener("change", function () {
        add(box, Array.prototype.slice.call(one.files), one === camera ? box.dataset.sayPhoto : box.dataset.sayShot);
        one.value = "";
      });
    });
    ["dragover", "dragleave", "drop"].forEach(function (kind) {
      box.addEventListener(kind, function (event) {
        event.preventDefault();
        box.classList.toggle("over", kind === "dragover");
        if (kind === "drop") { add(box, event.dataTransfer.files, box.dataset.sayShot); }
      });
    });
    if (input.files.length) { input.dispatchEvent(new Event("change")); }
  }
  each(document.querySelectorAll("[data-uploads]"), living);
  document.addEventListener("paste", function (event) {
    var data = event.clipboardData, at = event.target, form = at.closest ? at.closest("form") : null;
    var box = (form || document).querySelector("[data-uploads]");
    var typing = /^(TEXTAREA|INPUT)$/.test(at.tagName) && data.getData("text/plain");  /* a cell of a sheet is words and a picture */
    if (!box || !data.files.length || typing) { return; }
    event.preventDefault();
    add(box, data.files, box.dataset.sayShot);
  });

  window.dubanFiles = { made: made, ticked: ticked };
}());
