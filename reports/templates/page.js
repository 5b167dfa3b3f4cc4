(function () {
  var options = JSON.parse(document.getElementById('options').textContent);
  var alive = [];

  // On a telephone a long legend takes several lines: the drawing begins below them. Long names give up room.
  function narrow(option) {
    var names = option.legend ? option.legend.data.length : 0;
    var label = (option.yAxis && option.yAxis.axisLabel) || {};
    var room = {};
    if (names >= 3) {
      room.legend = {itemGap: 8, itemWidth: 10, textStyle: {fontSize: 11}};
      room.grid = {top: 14 + 22 * Math.ceil(names / 3)};
    }
    if (label.width) room.yAxis = {axisLabel: {width: 96, fontSize: 11}};
    if (option.series.some(whole)) room.series = option.series.map(roomy);
    return [{query: {maxWidth: 480}, option: room}, {option: wide(option)}];
  }

  // What a wider window gets back: turned, or once the page has its width.
  function wide(option) {
    var room = {series: option.series.some(whole) ? option.series.map(function (one) { return {data: one.data}; }) : []};
    ['legend', 'grid', 'yAxis'].forEach(function (part) { if (option[part]) room[part] = option[part]; });
    return room;
  }

  function whole(series) {
    return series.stack === 'all';
  }

  // A part of a whole bar bears its number where that has room: on a telephone in the wider parts alone.
  function roomy(series) {
    return {data: series.data.map(function (part) {
      var label = Object.assign({}, part.label, {fontSize: 11, show: part.value >= 16});
      return {value: part.value, label: label};
    })};
  }

  function draw(name) {
    var figure = document.getElementById('chart-' + name);
    figure.classList.add('alive');
    var chart = echarts.init(figure.querySelector('.live'));
    if (!alive.length) chart.on('rendered', function () { chart.off('rendered'); performance.mark('first-chart'); });
    chart.setOption({baseOption: options[name], media: narrow(options[name])});
    alive.push(chart);
  }

  // One at a time, so that the first is there while the others are made.
  function start() {
    var waiting = Object.keys(options);
    (function next() {
      if (!waiting.length) return hint();
      draw(waiting.shift());
      setTimeout(next);
    })();
  }

  // A wide table says that it goes on, and arrow keys reach what is hidden.
  function hint() {
    document.querySelectorAll('.sheet').forEach(function (sheet) {
      var hides = sheet.scrollWidth > sheet.clientWidth + 1;
      sheet.classList.toggle('wide', hides);
      if (hides || sheet.scrollHeight > sheet.clientHeight + 1) sheet.tabIndex = 0;
      else sheet.removeAttribute('tabindex');
    });
  }

  // A canvas keeps whatever font it was drawn with, so the page's own font has to be there first.
  var family = getComputedStyle(document.documentElement).getPropertyValue('--page-font').trim();
  if (document.fonts && document.fonts.load) {
    document.fonts.load('12px "' + family + '"', '城').then(start, start);
  } else {
    start();
  }
  window.addEventListener('resize', function () {
    alive.forEach(function (chart) { chart.resize(); });
    hint();
  });
})();
