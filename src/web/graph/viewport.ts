type Point = { readonly x: number; readonly y: number }
type Place = Point & { readonly scale: number }

const LEAST = 0.08
const MOST = 3
/** Below this, words cannot be read; a large dialog is then shown from its start instead of whole. */
const READABLE = 0.62
const STEP = 1.3
const PAN = 80
const DRAG = 5

/** Moves and zooms one drawing within its stage. */
export class Viewport {
  private place: Place = { x: 0, y: 0, scale: 1 }
  private readonly fingers = new Map<number, Point>()
  private moved = 0
  private readonly ended = new AbortController()
  private readonly view: SVGGElement | null
  private readonly size: { readonly width: number; readonly height: number }

  constructor(
    private readonly stage: HTMLElement,
    svg: SVGSVGElement,
  ) {
    const { width, height } = svg.viewBox.baseVal
    this.size = { width: width || Number(svg.dataset.width), height: height || Number(svg.dataset.height) }
    svg.dataset.width = String(this.size.width)
    svg.dataset.height = String(this.size.height)
    // From here on the group inside is moved; the drawing itself fills the stage.
    svg.removeAttribute('viewBox')
    this.view = svg.querySelector('.view')
    this.listen()
  }

  /** False while the press that just ended was a drag. */
  get wasPress(): boolean {
    return this.moved < DRAG
  }

  close(): void {
    this.ended.abort()
  }

  /** The whole drawing. */
  fit(): void {
    const { clientWidth, clientHeight } = this.stage
    const scale = Math.min(1.2, clientWidth / this.size.width, clientHeight / this.size.height)
    this.show({ scale, x: (clientWidth - this.size.width * scale) / 2, y: (clientHeight - this.size.height * scale) / 2 })
  }

  /** The whole drawing where it can be read, else its beginning. */
  begin(start: Element | null): void {
    this.fit()
    if (this.place.scale >= READABLE || !start) return
    this.place = { ...this.place, scale: 0.9 }
    this.centre(start, 0.2)
  }

  /** Brings a node to the middle, large enough to be read. `at` is how far from the left. */
  centre(node: Element, at = 0.5): void {
    const { clientWidth, clientHeight } = this.stage
    const scale = Math.max(this.place.scale, READABLE)
    this.place = { ...this.place, scale }
    this.show(this.place)
    const box = node.getBoundingClientRect()
    const own = this.stage.getBoundingClientRect()
    const middle = { x: box.x - own.x + box.width / 2, y: box.y - own.y + box.height / 2 }
    const wanted = Math.max(clientWidth * at, box.width / 2 + 20)
    this.show({ scale, x: this.place.x + wanted - middle.x, y: this.place.y + clientHeight / 2 - middle.y })
  }

  /** As `centre`, for a node that cannot be seen whole. */
  reveal(node: Element): void {
    const box = node.getBoundingClientRect()
    const own = this.stage.getBoundingClientRect()
    if (box.left < own.left || box.right > own.right || box.top < own.top || box.bottom > own.bottom) this.centre(node)
  }

  zoom(factor: number, about: Point = { x: this.stage.clientWidth / 2, y: this.stage.clientHeight / 2 }): void {
    const { x, y, scale } = this.place
    const next = Math.min(MOST, Math.max(LEAST, scale * factor))
    const by = next / scale
    this.show({ scale: next, x: about.x - (about.x - x) * by, y: about.y - (about.y - y) * by })
  }

  /** True where the key did something. */
  key(key: string): boolean {
    const { x, y } = this.place
    const actions: ReadonlyMap<string, () => void> = new Map([
      ['+', () => this.zoom(STEP)],
      ['=', () => this.zoom(STEP)],
      ['-', () => this.zoom(1 / STEP)],
      ['0', () => this.fit()],
      ['ArrowLeft', () => this.show({ ...this.place, x: x + PAN })],
      ['ArrowRight', () => this.show({ ...this.place, x: x - PAN })],
      ['ArrowUp', () => this.show({ ...this.place, y: y + PAN })],
      ['ArrowDown', () => this.show({ ...this.place, y: y - PAN })],
    ])
    const action = actions.get(key)
    action?.()
    return action !== undefined
  }

  private show(place: Place): void {
    this.place = place
    this.view?.setAttribute('transform', `translate(${place.x.toFixed(2)} ${place.y.toFixed(2)}) scale(${place.scale.toFixed(4)})`)
  }

  private listen(): void {
    const { stage } = this
    const { signal } = this.ended
    const on = <K extends keyof HTMLElementEventMap>(name: K, react: (event: HTMLElementEventMap[K]) => void): void =>
      stage.addEventListener(name, react, { signal, passive: false })
    on('wheel', (event) => {
      event.preventDefault()
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), this.pointOf(event))
    })
    on('pointerdown', (event) => {
      if (event.target instanceof Element && event.target.closest('.legend, .zoom')) return
      if (this.fingers.size === 0) this.moved = 0
      this.fingers.set(event.pointerId, this.pointOf(event))
    })
    on('pointermove', (event) => this.drag(event))
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      on(name, (event) => {
        this.fingers.delete(event.pointerId)
        stage.classList.toggle('dragging', false)
      })
    // The browser scrolls to what gets the focus; the drawing is moved instead.
    on('scroll', () => stage.scrollTo(0, 0))
  }

  private drag(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId)
    if (!before) return
    const now = this.pointOf(event)
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1]
    this.fingers.set(event.pointerId, now)
    this.moved += Math.hypot(now.x - before.x, now.y - before.y)
    if (this.moved < DRAG) return
    // Only now: a captured press would never be a click on a node.
    this.stage.setPointerCapture(event.pointerId)
    this.stage.classList.toggle('dragging', true)
    if (other) this.zoom(distance(now, other) / Math.max(1, distance(before, other)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
    else this.show({ ...this.place, x: this.place.x + now.x - before.x, y: this.place.y + now.y - before.y })
  }

  private pointOf(event: MouseEvent): Point {
    const { x, y } = this.stage.getBoundingClientRect()
    return { x: event.clientX - x, y: event.clientY - y }
  }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
