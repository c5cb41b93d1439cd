// Command tour makes one journey at each of the five vendors, and prints every step as it ends: what was done, what came out, how long it took.
//
// It uses embedded test servers, or a vendor's own server if its environment variables are set; classctl sandbox prints their names.
// A step that fails is explained below its line, what depends on it is not tried, and everything else is. It exits with status 1 if any step fails.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, journeys(), vendors.Environment, os.Stdout, os.Stderr))
}

func journeys() []journey {
	return []journey{
		{"agora", "灵动课堂", agoraSteps},
		{"aui", "阿里云互动课堂", auiSteps},
		{"baijiayun", "百家云", baijiayunSteps},
		{"classin", "", classinSteps},
		{"weclassroom", "直播云", weclassroomSteps},
	}
}

// run walks all journeys and returns the program's exit status.
func run(ctx context.Context, journeys []journey, env func(string) string, out, errs io.Writer) int {
	began := time.Now()
	t := &table{out: out}
	for _, line := range wrap("Each vendor below is a test server inside this program, where a lesson takes no time, unless the environment names an account.", tableWidth) {
		t.write(line)
	}
	broken, failures := 0, []string(nil)
	for _, j := range journeys {
		failed := j.walk(ctx, env, t)
		failures = append(failures, failed...)
		if len(failed) > 0 {
			broken++
		}
	}
	t.write("")
	if broken == 0 {
		t.write(fmt.Sprintf("All %d vendors work. It took %.1f s.", len(journeys), time.Since(began).Seconds()))
	} else {
		t.write(fmt.Sprintf("%d of %d vendors failed:", broken, len(journeys)))
		for _, failure := range failures {
			t.write("  " + markFailed + " " + failure)
		}
	}
	if t.err != nil {
		fmt.Fprintln(errs, t.err)
	}
	if broken > 0 || t.err != nil {
		return 1
	}
	return 0
}
