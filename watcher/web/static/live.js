// Keeps an open page true: the server says that something changed, and the parts marked data-live are
// taken from the page as it is now.  Without this file a page is as true as when it was loaded.
"use strict";

(() => {
  const note = document.getElementById("live");
  const announcement = document.getElementById("announcement");
  let shown = null; // the version of what stands here
  let isBusy = false;
  let isDue = false;

  const tell = (words) => { if (note && note.textContent !== words) note.textContent = words; };

  const listRegions = (root) => [...root.querySelectorAll("[data-live]")];

  function markChanged(region) {
    region.classList.add("changed");
    const words = region.getAttribute("data-live");
    if (words) announcement.textContent = words;
  }

  function replaceRegion(old, fresh) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const place = focused ? [...old.querySelectorAll("a, button, summary, input, select")].indexOf(focused) : -1;
    const opened = [...old.querySelectorAll("details")].map((details) => details.open);
    const adopted = document.adoptNode(fresh);
    [...adopted.querySelectorAll("details")].forEach((details, index) => { details.open = opened[index] ?? false; });
    old.replaceWith(adopted);
    if (place >= 0) adopted.querySelectorAll("a, button, summary, input, select")[place]?.focus();
    return adopted;
  }

  function isStatusOther(old, fresh) {
    return old.getAttribute("data-live") !== fresh.getAttribute("data-live");
  }

  function take(page) {
    const before = listRegions(document);
    const after = new Map(listRegions(page).map((region) => [region.id, region]));
    if (before.length !== after.size || before.some((region) => !after.has(region.id))) {
      replaceRegion(document.getElementById("content"), page.getElementById("content"));
      return;
    }
    for (const old of before) {
      const fresh = after.get(old.id);
      if (old.textContent.trim() === fresh.textContent.trim() && !isStatusOther(old, fresh)) continue;
      const isOther = isStatusOther(old, fresh);
      const adopted = replaceRegion(old, fresh);
      if (isOther) markChanged(adopted);
    }
    const newest = page.querySelector("[data-newest]")?.getAttribute("data-newest");
    const here = document.querySelector("[data-newest]");
    if (here && newest !== here.getAttribute("data-newest")) here.classList.add("stale");
  }

  async function refresh() {
    if (isBusy) { isDue = true; return; }
    isBusy = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      take(new DOMParser().parseFromString(await answer.text(), "text/html"));
      tell("Live: changes show by themselves.");
    } catch {
      tell("Changes cannot be fetched now; load the page again.");
    } finally {
      isBusy = false;
      if (isDue) { isDue = false; refresh(); }
    }
  }

  function listen() {
    const source = new EventSource("/live");
    source.addEventListener("version", (event) => {
      if (event.data === shown) { tell("Live: changes show by themselves."); return; }
      shown = event.data;
      refresh();
    });
    source.addEventListener("error", () => {
      tell("The connection to the board is lost; trying again.");
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    });
    window.addEventListener("pagehide", () => source.close(), { once: true });
    window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); }, { once: true });
  }

  if (document.querySelector("[data-live]")) listen();
})();
