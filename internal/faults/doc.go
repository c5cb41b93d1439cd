// Package faults has servers that break HTTP in every way that a client of paid lessons must survive: they speak HTTP/1.1 and HTTP/2
// byte by byte, and count the requests that arrived. The tests of the package run every fault against every operation of every vendor.
package faults
