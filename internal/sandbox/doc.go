// Package sandbox serves the five vendors' test servers on fixed ports of the loopback interface, for programs in any language, and says
// why a signature was refused. Beside them it serves a control API, by which a test suite arranges faults, times and callbacks and
// asserts what arrived, and a page for people who would rather look. README.md in this folder describes both; openapi.json describes the
// API to programs.
//
// The replies on the wire are the vendors' own. What the sandbox knows beside them is in its log, on its page, and in a header for who
// asks for it.
package sandbox
