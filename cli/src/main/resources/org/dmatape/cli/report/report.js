// Draws the charts of the report from the numbers in the page. Strings of a recording reach only chart texts, never HTML.
"use strict";
(() => {
  const numbers = JSON.parse(document.getElementById("numbers").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let charts = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const duration = ns => {
    const units = [[1e9, " s"], [1e6, " ms"], [1e3, " us"]];
    const unit = units.find(([size]) => Math.abs(ns) >= size) || [1, " ns"];
    return +(ns / unit[0]).toPrecision(4) + unit[1];
  };

  function draw(id, option) {
    const element = document.getElementById("chart-" + id);
    if (!element) return;
    const chart = echarts.init(element, dark.matches ? "dark" : null, {renderer: "svg"});
    chart.setOption({backgroundColor: "transparent", animation: false, textStyle: {fontFamily: "sans-serif"}, ...option});
    charts.push(chart);
  }

  function absent(id) {
    const element = document.getElementById("chart-" + id);
    if (element) {
      element.className = "missing";
      element.textContent = "The recording holds nothing to draw here.";
    }
  }

  // One strip per quantity over a shared time axis; strips without events are left out.
  function timeline(table) {
    const first = table.from_ns[0];
    const groups = [
      ["operations", ["maps", "unmaps", "adds"]], ["live mappings", ["live_mappings"]], ["live bytes", ["live_bytes"]],
      ["in flight", ["in_flight"]], ["invalidations", ["flushes"]], ["bounced bytes", ["bounced_bytes"]],
      ["faults, losses", ["faults", "lost_events"]]
    ].filter(([, names]) => names.some(name => table[name].some(value => value)));
    const height = 84 / groups.length;
    draw("timeline", {
      legend: {top: 0, type: "scroll", itemGap: 18},
      tooltip: {trigger: "axis", renderMode: "richText"},
      axisPointer: {link: [{xAxisIndex: "all"}]},
      grid: groups.map((_, i) => ({left: 90, right: 20, top: 8 + i * height + "%", height: height - 4 + "%"})),
      xAxis: groups.map((_, i) => ({
        type: "value", gridIndex: i, min: 0, axisLabel: {show: i === groups.length - 1, formatter: duration}, splitLine: {show: false},
        axisPointer: {label: {formatter: point => duration(point.value)}}
      })),
      yAxis: groups.map(([name], i) => ({
        type: "value", gridIndex: i, name, nameLocation: "middle", nameGap: 60, nameTextStyle: {fontSize: 11}, splitNumber: 2, min: 0
      })),
      series: groups.flatMap(([, names], i) => names.filter(name => table[name].some(value => value)).map(name => ({
        name, type: "line", step: "start", symbol: "none", xAxisIndex: i, yAxisIndex: i, lineStyle: {width: 1.2},
        data: table.from_ns.map((at, k) => [at - first, table[name][k]])
      })))
    });
  }

  // Steps of a quarter of a doubling on a logarithmic axis, one line per operation.
  function histogram(table) {
    const series = new Map();
    table.from_ns.forEach((from, i) => {
      const name = table.device[i] + " " + table.op[i];
      if (!series.has(name)) series.set(name, []);
      const points = series.get(name);
      const before = points.length ? points[points.length - 1][0] : from;
      if (before < from) points.push([before, 0], [from, 0]);
      points.push([from, table.count[i]], [table.to_ns[i], table.count[i]]);
    });
    draw("cost-histogram", {
      legend: {top: 0, type: "scroll", itemGap: 18},
      tooltip: {trigger: "axis", renderMode: "richText", axisPointer: {label: {formatter: point => duration(point.value)}}},
      grid: {left: 70, right: 30, top: 50, bottom: 50},
      xAxis: {type: "log", name: "duration", nameLocation: "middle", nameGap: 30, axisLabel: {formatter: duration}},
      yAxis: {type: "value", name: "operations"},
      series: [...series].map(([name, data]) => ({name, type: "line", symbol: "none", areaStyle: {opacity: .12}, data}))
    });
  }

  // The life of an address: a bar while it is mapped, one lane per DMA address, marks for everything that happened. Events stand
  // at equal distances, because microseconds and seconds lie side by side; the labels say when each was.
  function evidence(id, table) {
    const first = table.ts_ns[0];
    const last = table.ts_ns.length - 1;
    const isMap = what => what === "map" || what === "alloc";
    const isUnmap = what => what === "unmap" || what === "free";
    const open = new Map();
    const lives = [];
    table.what.forEach((what, i) => {
      if (table.source[i] !== "driver") return;
      const address = table.dma_addr[i];
      if (isMap(what) && !open.has(address)) {
        open.set(address, i);
      } else if (isUnmap(what) && open.has(address)) {
        lives.push([open.get(address), i, address]);
        open.delete(address);
      }
    });
    open.forEach((from, address) => lives.push([from, last, address]));
    const mapped = [...new Set(lives.map(([, , address]) => address))];
    const lanes = ["device", "iommu", "driver", ...mapped];
    const tint = i => /fault|error/.test(table.what[i]) ? "--error" : isUnmap(table.what[i]) ? "--warning" : "--info";
    draw(id, {
      tooltip: {renderMode: "richText", formatter: point => point.name},
      grid: {left: 110, right: 30, top: 10, bottom: 50},
      xAxis: {
        type: "value", min: 0, max: Math.max(last, 1), interval: 1, splitLine: {show: false},
        axisLabel: {rotate: 30, hideOverlap: true, formatter: i => i <= last ? "+" + duration(table.ts_ns[i] - first) : ""}
      },
      yAxis: {type: "category", data: lanes},
      series: [
        ...lives.map(([from, to, address]) => ({
          name: address, type: "line", symbol: "none", lineStyle: {width: 9, color: colour("--good"), cap: "butt"},
          data: [[from, address], [to, address]]
        })),
        {type: "scatter", symbolSize: 9, data: table.what.map((what, i) => ({
          value: [i, table.source[i]], itemStyle: {color: colour(tint(i))},
          name: "event " + table.event_id[i] + ": " + what + " " + table.dma_addr[i] + " at +" + duration(table.ts_ns[i] - first)
        }))}
      ]
    });
  }

  function drawAll() {
    charts.forEach(chart => chart.dispose());
    charts = [];
    numbers.timeline.from_ns ? timeline(numbers.timeline) : absent("timeline");
    numbers["cost-histogram"].from_ns ? histogram(numbers["cost-histogram"]) : absent("cost-histogram");
    numbers.evidence.forEach((table, i) => {
      const box = document.getElementById("chart-evidence-" + i);
      if (table.ts_ns.length === 0) absent("evidence-" + i);
      else if (box && box.closest("details").open) evidence("evidence-" + i, table);
    });
  }

  drawAll();
  dark.addEventListener("change", drawAll);
  document.querySelectorAll("details").forEach(box => box.addEventListener("toggle", drawAll));
  window.addEventListener("resize", () => charts.forEach(chart => chart.resize()));
})();
