// Package house holds the tests of all vendors and of the whole module: how every client behaves with its test server, and what tables,
// names, comments and files must look like. The tests share the table of vendors in vendors_test.go.
package house
