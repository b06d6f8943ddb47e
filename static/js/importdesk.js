/* The import desk, better with script: panes that follow each other, words that light up, n and p, answers without a jump. */
(function () {
  "use strict";
  var list = function (query, within) { return Array.prototype.slice.call((within || document).querySelectorAll(query)); };
  var wide = window.matchMedia("(min-width: 60.01rem)");

  /* Handing in: a file that is too large is refused before it travels. */
  list("form[data-largest]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      var input = form.querySelector("input[type=file]"), told = form.querySelector(".too-large");
      if (told) { told.remove(); }
      if (!input || !input.files.length || input.files[0].size <= Number(form.dataset.largest)) { return; }
      event.preventDefault();
      event.stopPropagation();
      told = document.createElement("p");
      told.className = "error too-large";
      told.setAttribute("role", "alert");
      told.textContent = form.dataset.sayTooLarge;
      input.closest(".field").prepend(told);
      input.focus();
    });
  });

  /* Waiting: the page opens the draft as soon as it is there. */
  var waiting = document.querySelector("[data-waiting]");
  function ask() {
    fetch(waiting.dataset.waiting, { credentials: "same-origin", headers: { "Accept": "application/json" } })
      .then(function (answer) { return answer.ok ? answer.json() : { unread: true }; })
      .catch(function () { return { unread: true }; })
      .then(function (told) { if (told.unread) { setTimeout(ask, 1000); } else { location.reload(); } });
  }
  if (waiting) { setTimeout(ask, 500); }

  var outline = document.querySelector(".outline"), original = document.querySelector(".original");
  if (!outline || !original) { return; }

  /* Words and lines light each other. */
  function partners(key) { return key ? list('[data-of="' + key + '"], .entry[data-row="' + key + '"], .aims > [data-row="' + key + '"]') : []; }
  var lit = [];
  function light(keys) {
    lit.forEach(function (one) { one.classList.remove("lit"); });
    lit = keys.reduce(function (found, key) { return found.concat(partners(key)); }, []);
    lit.forEach(function (one) { one.classList.add("lit"); });
  }
  function keysAt(at) {
    var keys = [];
    for (var one = at.closest("[data-of], [data-row]"); one; one = one.parentElement && one.parentElement.closest("[data-of], [data-row]")) {
      var key = one.dataset.of || one.dataset.row;
      if (key) { keys.push(key); }
    }
    return keys;
  }
  document.addEventListener("mouseover", function (event) { if (event.target.closest(".panes")) { light(keysAt(event.target)); } });
  document.addEventListener("focusin", function (event) { if (event.target.closest(".panes")) { light(keysAt(event.target)); } });

  /* The panes follow each other: the outline is the page's own scroll, the original has one of its own. */
  var leader = "outline";
  function bar(pane) { var head = pane.querySelector(".pane-head"); return head ? head.offsetHeight : 0; }
  function tops(query, within, top) {
    return list(query, within).filter(function (one) { return one.offsetParent !== null; })
      .map(function (one) { var box = one.getBoundingClientRect(); return { key: one.dataset.row || one.dataset.of, at: box.top - top, tall: box.height }; });
  }
  function reading(rows) {
    var here = rows.filter(function (row) { return row.at + row.tall > 8; })[0];
    return here && { key: here.key, part: Math.min(1, Math.max(0, -here.at / (here.tall || 1))) };
  }
  function follow() {
    if (!wide.matches) { return; }
    var here, mate;
    if (leader === "outline") {
      here = reading(tops(".entry[data-row], .part[data-row]", outline, bar(outline)));
      mate = here && document.getElementById("w-" + here.key);
      if (mate) { original.scrollTop += mate.getBoundingClientRect().top - original.getBoundingClientRect().top - bar(original) + here.part * mate.offsetHeight; }
    } else {
      here = reading(tops(".words[data-of]", original, original.getBoundingClientRect().top + bar(original)));
      mate = here && document.getElementById(here.key);
      if (mate) { window.scrollBy(0, mate.getBoundingClientRect().top - bar(outline) + here.part * mate.offsetHeight); }
    }
  }
  function reveal(key, space) {
    var aim = wide.matches && key && document.getElementById("w-" + key);
    if (!aim) { return; }
    leader = "none";
    original.scrollTop += aim.getBoundingClientRect().top - original.getBoundingClientRect().top - (space || bar(original) + 8);
  }
  var asked = false;
  function soon(from) {
    if (leader !== from || asked) { return; }
    asked = true;
    requestAnimationFrame(function () { asked = false; follow(); });
  }
  window.addEventListener("scroll", function () { soon("outline"); }, { passive: true });
  original.addEventListener("scroll", function () { soon("original"); }, { passive: true });
  ["wheel", "touchstart", "pointerdown", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { leader = original.contains(event.target) ? "original" : "outline"; }, { passive: true });
  });
  document.addEventListener("keydown", function (event) { leader = original.contains(event.target) ? "original" : "outline"; });

  /* n and p: from one open question to the next, around the end; those of many alike when no other is left. */
  function doubts() {
    var single = list("[data-doubt]:not([data-many])", outline);
    return single.length ? single : list("[data-doubt]", outline);
  }
  function stand(doubt) {
    var fold = doubt.closest("details");
    if (fold) { fold.open = true; }
    list(".doubt.here").forEach(function (one) { one.classList.remove("here"); });
    doubt.classList.add("here");
    doubt.focus({ preventScroll: true });
    leader = "none";
    doubt.scrollIntoView({ block: "center" });
    reveal(document.getElementById("w-" + doubt.id) ? doubt.id : doubt.dataset.row, bar(original) + original.clientHeight / 3);
  }
  function walk(step) {
    var all = doubts(), at = all.indexOf(document.querySelector(".doubt.here"));
    if (!all.length) { return; }
    if (at < 0) {
      var seen = all.filter(function (one) { return one.getBoundingClientRect().top > bar(outline); });
      at = step > 0 ? all.indexOf(seen[0] || all[0]) : (all.indexOf(seen[0] || all[0]) + all.length - 1) % all.length;
    } else { at = (at + step + all.length) % all.length; }
    stand(all[at]);
  }
  document.addEventListener("click", function (event) {
    var walker = event.target.closest("[data-walk]");
    if (walker) { walk(Number(walker.dataset.walk)); return; }
    var door = event.target.closest('a[href^="#"]');
    var aim = door && document.getElementById(door.getAttribute("href").slice(1));
    if (aim && wide.matches && original.contains(aim)) {
      event.preventDefault();
      reveal(aim.dataset.of);
      light([aim.dataset.of]);
    }
  });

  /* Answers and small acts: sent in the background, and the page takes over what changed where it stands. */
  var acts = document.getElementById("acts");
  function renew(source, next) {
    var page = new DOMParser().parseFromString(source, "text/html");
    ["state", "lines", "acts"].forEach(function (id) {
      var fresh = page.getElementById(id), old = document.getElementById(id);
      if (fresh && old) { old.replaceWith(document.importNode(fresh, true)); }
    });
    [".page-actions", ".tabs", ".walk", ".original .paper"].forEach(function (query) {
      var fresh = page.querySelector(query), old = document.querySelector(query);
      if (fresh && old) { old.replaceWith(document.importNode(fresh, true)); }
      else if (old && query === ".walk") { old.remove(); }
    });
    list(".walk").forEach(function (one) { one.hidden = false; });
    list(".flash").forEach(function (one) { one.remove(); });
    list(".flash", page).forEach(function (one) { outline.querySelector(".pane-head").append(document.importNode(one, true)); });
    acts = document.getElementById("acts");
    watch();
    var doubt = next && document.getElementById(next);
    if (doubt && doubt.matches("[data-doubt]")) { stand(doubt); }
  }
  function send(button) {
    var fields = new FormData(acts), address = button.getAttribute("formaction"), y = window.scrollY;
    var all = doubts(), here = button.closest("[data-doubt]"), after = here && all[all.indexOf(here) + 1];
    fields.append(button.name || "act", button.value);
    button.setAttribute("aria-disabled", "true");
    fetch(address, { method: "POST", body: fields, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error("refused"); }
      return answer.text().then(function (source) {
        if (source.indexOf('id="acts"') < 0) { location.assign(answer.url); return; }
        renew(source, after && after.id);
        if (!after) { window.scrollTo(0, y); }
      });
    }).catch(function () { plainly(button); });
  }
  /* Refused, or no answer: sent as a form, so that the server's own page says why. */
  function plainly(button) {
    button.removeAttribute("aria-disabled");
    document.body.dataset.sending = "plain";
    acts.requestSubmit(button);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest('button[form="acts"]');
    if (!button || document.body.dataset.sending) { return; }
    event.preventDefault();
    if (button.getAttribute("aria-disabled") !== "true") { send(button); }
  });

  /* Who else is here, and what is new. Nothing changes under one's hands: a link offers the new page. */
  var timer = null, active = Date.now();
  ["pointermove", "keydown", "scroll", "touchstart"].forEach(function (kind) {
    document.addEventListener(kind, function () { active = Date.now(); }, { passive: true });
  });
  function watch() {
    clearTimeout(timer);
    if (document.hidden || Date.now() - active > 300000) { timer = setTimeout(watch, 5000); return; } /* nobody looks: the session may end */
    var state = document.getElementById("state"), line = state && state.querySelector(".company");
    if (!line) { return; }
    var fields = new FormData();
    fields.append("csrf_token", acts.elements.csrf_token.value);
    fetch(state.dataset.here + "?seen=" + state.dataset.seen, { method: "POST", body: fields, credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .catch(function () { return null; })
      .then(function (told) {
        if (told) { tell(line, told); }
        timer = setTimeout(watch, 20000);
      });
  }
  function tell(line, told) {
    var words = [told.company, told.news].filter(Boolean).join(" ");
    if (line.dataset.words === words) { return; }
    line.dataset.words = words;
    line.textContent = words;
    if (told.news) {
      var door = document.createElement("a");
      door.href = told.url;
      door.textContent = told.look;
      line.append(" ", door);
    }
  }
  watch();
  follow();
}());
