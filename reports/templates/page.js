(function () {
  var options = JSON.parse(document.getElementById('options').textContent);
  var alive = [];

  // On a telephone a long legend takes several lines: the drawing begins below them.
  function narrow(option) {
    var names = option.legend ? option.legend.data.length : 0;
    if (names < 3) return [];
    var room = {legend: {itemGap: 8, itemWidth: 10, textStyle: {fontSize: 11}}, grid: {top: 14 + 22 * Math.ceil(names / 3)}};
    return [{query: {maxWidth: 480}, option: room}];
  }

  function start() {
    Object.keys(options).forEach(function (name) {
      var figure = document.getElementById('chart-' + name);
      var live = figure.querySelector('.live');
      figure.classList.add('alive');
      var chart = echarts.init(live);
      chart.setOption({baseOption: options[name], media: narrow(options[name])});
      alive.push(chart);
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
  });
})();
