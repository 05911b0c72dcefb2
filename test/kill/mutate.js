// Preloaded into a server of the kill test that is to have a fault.
import { register } from 'node:module'

register('./mutants.js', import.meta.url, { data: { mutant: process.env.MUTANT } })
