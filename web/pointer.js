// Mouse, pen, finger and wheel: fed to ImGui for what is under the pointer, pressed and scrolled. What a click means comes
// from the elements (events.js).
const BUTTONS = { 0: 0, 1: 2, 2: 1 };
const TAP_MOVE = 10;
const FRICTION = 0.94;
const SLOWEST = 0.3;

export function listenToPointer(program, root) {
  const box = () => root.getBoundingClientRect();
  const move = (event) => {
    const { left, top } = box();
    program.ui_pointer_move(event.clientX - left, event.clientY - top, event.pointerType === 'touch' ? 1 : 0);
  };
  const down = new Set();

  root.addEventListener('pointermove', (event) => { if (event.pointerType !== 'touch') move(event); }, true);
  root.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch') return;
    move(event);
    down.add(event.button);
    program.ui_pointer_button(BUTTONS[event.button] ?? 0, 1);
    if (event.target.localName === 'canvas') event.target.setPointerCapture(event.pointerId);
  }, true);
  const up = (event) => {
    if (event.pointerType === 'touch' || !down.delete(event.button)) return;
    move(event);
    program.ui_pointer_button(BUTTONS[event.button] ?? 0, 0);
  };
  addEventListener('pointerup', up);
  addEventListener('pointercancel', up);
  document.documentElement.addEventListener('pointerleave', () => program.ui_pointer_leave());
  root.addEventListener('wheel', (event) => {
    // Control and wheel is the browser's zoom.
    if (event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? innerHeight : 1;
    program.ui_wheel(-event.deltaX * unit, -event.deltaY * unit);
  }, { passive: false });
  listenToTouch(program, root, box);
}

// A finger that moves scrolls, and goes on a little when it leaves; one that does not is the browser's tap.
function listenToTouch(program, root, box) {
  let finger = null;
  let gliding = 0;

  const scroll = (dx, dy) => program.ui_wheel(dx, dy);
  const glide = (dx, dy) => {
    if (Math.hypot(dx, dy) < SLOWEST || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    scroll(dx, dy);
    gliding = requestAnimationFrame(() => glide(dx * FRICTION, dy * FRICTION));
  };
  root.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'touch') return;
    cancelAnimationFrame(gliding);
    finger = finger ? null : { id: event.pointerId, x: event.clientX, y: event.clientY, panning: false, dx: 0, dy: 0 };
    const { left, top } = box();
    program.ui_pointer_move(event.clientX - left, event.clientY - top, 1);
  });
  root.addEventListener('pointermove', (event) => {
    if (!finger || event.pointerId !== finger.id) return;
    const dx = event.clientX - finger.x;
    const dy = event.clientY - finger.y;
    if (!finger.panning && Math.hypot(dx, dy) < TAP_MOVE) return;
    Object.assign(finger, { panning: true, x: event.clientX, y: event.clientY, dx, dy });
    scroll(dx, dy);
  });
  const end = (event) => {
    if (!finger || event.pointerId !== finger.id) return;
    if (finger.panning) glide(finger.dx, finger.dy);
    finger = null;
    program.ui_pointer_leave();
  };
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}
