(function () {
  var options = JSON.parse(document.getElementById('options').textContent);
  var alive = [];

  function start() {
    Object.keys(options).forEach(function (name) {
      var figure = document.getElementById('chart-' + name);
      var live = figure.querySelector('.live');
      figure.classList.add('alive');
      var chart = echarts.init(live);
      chart.setOption(options[name]);
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
