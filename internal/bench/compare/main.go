// Command compare measures this module against programs written by hand that do the same work, side by side in one process. It prints one
// table, or with --json an array of {"name","ratio","ours","theirs","unit"}.
//
//	go run ./compare          # in internal/bench; about two minutes
//	go run ./compare --brief  # a few rounds of each, for a look at whether everything still runs
//	go run ./compare --row call-stub
//
// A time is the CPU time of the whole process, the median of rounds in which ours and theirs take turns. It is never judged here, because
// machines differ; the ratio is what counts. A row floor-x measures what cannot be left out of x. The other side is written as somebody would who knows Go well: one shared transport with
// enough idle connections, one Unmarshal into strict structs, pooled writers.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// result is one row of the table.
type result struct {
	Name   string  `json:"name"`
	Ratio  float64 `json:"ratio"` // ours / theirs; of what has no opponent, 0
	Ours   float64 `json:"ours"`
	Theirs float64 `json:"theirs"`
	Unit   string  `json:"unit"`
}

// row is a comparison. It returns one result or several that are measured together.
type row struct {
	name string
	run  func(settings) ([]result, error)
}

// rows returns all comparisons in the order of the table.
func rows() []row {
	return []row{
		{"call-stub", callOnStub}, {"call-loopback-1", callOnLoopback}, {"call-loopback-64", callsAtOnce},
		{"call-resty-stub", restyOnStub}, {"call-resty-loopback", restyOnLoopback},
		{"allocs-stub", allocsOnStub},
		{"sign-form", signForm}, {"sign-signmsg", signSignMsg}, {"token-007", token007},
		{"decode-10k", decodeRows}, {"list-attendance", listAttendance},
		{"callback-baijiayun", callbackBaijiayun}, {"webhook-classin", webhookClassin},
		{"stream-heap", streamHeap}, {"upload-heap", uploadHeap},
		{"throughput-64", throughput}, {"binary", binarySize},
		{"floor-call-stub", floorOnStub}, {"floor-call-loopback", floorOnLoopback}, {"floor-sign-form", floorSignForm}, {"floor-throughput-64", floorThroughput},
	}
}

func main() {
	asJSON := flag.Bool("json", false, "print JSON instead of a table")
	brief := flag.Bool("brief", false, "a few short rounds")
	only := flag.String("row", "", "only rows whose name starts with this")
	flag.Parse()
	s := thorough
	if *brief {
		s = short
	}
	if err := run(os.Stdout, s, *only, *asJSON); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, s settings, only string, asJSON bool) error {
	var all []result
	for _, row := range rows() {
		if !strings.HasPrefix(row.name, only) {
			continue
		}
		got, err := row.run(s)
		if err != nil {
			return fmt.Errorf("%s: %w", row.name, err)
		}
		all = append(all, got...)
	}
	if asJSON {
		return json.NewEncoder(out).Encode(all)
	}
	_, _ = fmt.Fprintf(out, "%-26s %8s %12s %12s  %s\n", "row", "ratio", "ours", "theirs", "unit")
	for _, r := range all {
		ratio := "–"
		if r.Ratio != 0 {
			ratio = fmt.Sprintf("%.2f", r.Ratio)
		}
		_, _ = fmt.Fprintf(out, "%-26s %8s %12.4g %12.4g  %s\n", r.Name, ratio, r.Ours, r.Theirs, r.Unit)
	}
	return nil
}
