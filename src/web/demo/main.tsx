import { render } from 'preact'
import { Page } from './view/page.js'
import './styles.css'

const root = document.getElementById('page')
if (root === null) throw new Error('expected the element #page')
render(<Page />, root)
