// Looks at the class again every few seconds, and changes the page only where something has changed.
(() => {
  const live = document.getElementById("live");
  const address = new URL(location.href);
  address.searchParams.set("part", "1");
  let shown = "";
  const look = async () => {
    try {
      const answer = await fetch(address);
      const text = answer.ok && !answer.redirected ? await answer.text() : shown;
      if (text !== shown) live.innerHTML = shown = text;
    } catch {} // the hub is being started again; the next look finds it
    setTimeout(look, Number(live.dataset.every) * 1000);
  };
  setTimeout(look, Number(live.dataset.every) * 1000);
})();
