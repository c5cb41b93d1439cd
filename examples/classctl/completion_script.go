package main

import _ "embed" // the script is a file, so that bash and its tools can read it

//go:embed completion.bash
var bashScript string
