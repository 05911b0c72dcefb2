import { render } from 'preact'
import type { Pictures } from '../../contract/pictures.js'
import { Page } from './page.js'

const place = document.getElementById('page')
const written = document.getElementById('pictures')?.textContent
if (place && written) {
  // Written by the same command as this script.
  const pictures: Pictures = JSON.parse(written)
  place.replaceChildren()
  render(<Page pictures={pictures} />, place)
}
