// Searches a site of files: no server, nothing fetched but scripts of the index beside this page.
"use strict";
(function () {
  var main = document.getElementById("found"), root = main.dataset.root, portions = +main.dataset.portions,
    portion = +main.dataset.portion, note = document.getElementById("count"), loaded = {}, waiting = {};
  var LETTERS = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه", "ی": "ي", "\u06a9": "\u0643" };

  function key(word) {
    word = word.normalize("NFKC").replace(/[\u0610-\u061a\u064b-\u065f\u0670\u0640]/g, "").toLowerCase();
    word = word.replace(/./gu, function (sign) {
      var code = sign.codePointAt(0);
      if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
      if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
      return LETTERS[sign] || sign;
    });
    word = word.replace(/^(?:[وفبك]?ال|[وف]?لل|و(?=...))(?=..)/, "");
    return word.replace(/^(...+?)(?:ات|ان|ون|ين|يه|ه|ي)$/, "$1");
  }
  function place(word) {
    var sum = 0;
    for (var n = 0; n < word.length; n++) sum += word.charCodeAt(n);
    return sum % portions;
  }
  function load(name) {
    return waiting[name] = waiting[name] || new Promise(function (done) {
      var script = document.createElement("script");
      script.src = root + "shelf/" + name + ".js";
      script.onload = script.onerror = function () { done(loaded[name]); };
      document.head.appendChild(script);
    });
  }
  window.masdar = {
    words: function (number, value) { loaded["w" + number] = value; },
    articles: function (number, value) { loaded["a" + number] = value; },
    key: key
  };
  function add(parent, name, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    parent.appendChild(made);
    return made;
  }
  function show(article) {
    var item = add(main, "li"), line = add(add(item, "h2"), "a", article[0]);
    line.href = root + main.dataset.prefix + article[1].slice(1) + "/index.html";
    line.dir = "auto";
    var meta = add(item, "p"), origin = add(add(meta, "b"), article[3] ? "a" : "bdi", article[2]);
    meta.className = "meta";
    if (article[3]) origin.href = article[3];
    meta.appendChild(document.createTextNode(" "));
    add(meta, "time", article[5]).dateTime = article[4];
  }
  async function search(asked) {
    var words = (asked.match(/[\p{L}\p{N}\p{M}]+/gu) || []).map(key).filter(Boolean), scores = null;
    for (var word of new Set(words)) {
      var held = ((await load("w" + place(word))) || {})[word] || [], next = new Map();
      var weight = 1 / Math.log(2 + held.length);
      held.forEach(function (entry) {
        var number = entry >> 1;
        if (scores && !scores.has(number)) return;
        next.set(number, (scores ? scores.get(number) : 0) + weight * (entry & 1 ? 3 : 1));
      });
      scores = next;
    }
    var order = Array.from(scores || []).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    main.textContent = "";
    note.textContent = words.length ? main.dataset.found + " " + order.length : "";
    for (var found of order.slice(0, 50)) {
      var part = (await load("a" + Math.floor(found[0] / portion))) || [];
      if (part[found[0] % portion]) show(part[found[0] % portion]);
    }
  }
  var asked = new URLSearchParams(location.search).get("q") || "", box = document.querySelector("main input[name=q]");
  box.value = asked;
  search(asked);
})();
