// Package house holds the tests that look at all vendors, or at the whole module: what every client does on every test server, what
// every table, name, comment and file must be. vendors_test.go has the one table of vendors that they all walk.
package house
