// Frames on demand: at most one is asked for at a time, and none while nothing happens. window.__ui lets tests look.
export function makeFrames(program) {
  const ui = { frames: 0, wakes: 0, lastReason: '', pending: false, drawMs: 0, mirrorMs: 0, glMs: 0 };
  globalThis.__ui = ui;
  let timer = 0;

  function frame() {
    ui.pending = false;
    program.ui_frame();
    ui.frames = program.ui_statistic(0);
    ui.drawMs = program.ui_statistic(2);
    ui.mirrorMs = program.ui_statistic(3);
    ui.glMs = program.ui_statistic(4);
  }

  return {
    requestFrame(reason) {
      ui.wakes += 1;
      ui.lastReason = reason;
      if (ui.pending) return;
      ui.pending = true;
      requestAnimationFrame(frame);
    },
    requestFrameIn(delay, reason) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        ui.lastReason = reason;
        program.ui_wake(1);
      }, delay);
    },
  };
}
