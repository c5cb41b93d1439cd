// Command school is the small service that each team writes first: it makes the lessons of a plan, once each, at the vendors that the plan
// names, receives and asks what happens in them, and shows who was there.
//
//	school [-lessons lessons.csv] [-db school.db] [-listen 127.0.0.1:8080] [-lang zh|en] [-demo]
//
// Without an account of any vendor in the environment it starts the five embedded test servers. With -demo an hour is played on them.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/go-classcloud/classcloud"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// arguments are the command line.
type arguments struct {
	plan, database, listen, language string
	demo                             bool
}

func readArguments(args []string, notes io.Writer) (a arguments, err error) {
	flags := flag.NewFlagSet("school", flag.ContinueOnError)
	flags.SetOutput(notes)
	flags.StringVar(&a.plan, "lessons", "", "the plan, a CSV file; in the demo there is one")
	flags.StringVar(&a.database, "db", "school.db", "the SQLite file")
	flags.StringVar(&a.listen, "listen", "127.0.0.1:8080", "the address of pages and callbacks")
	flags.StringVar(&a.language, "lang", "zh", "the language of browsers that want neither: zh or en")
	flags.BoolVar(&a.demo, "demo", false, "play an hour on the embedded test servers")
	if err := flags.Parse(args); err != nil {
		return a, err
	}
	switch {
	case flags.NArg() > 0:
		return a, fmt.Errorf("unknown argument %q", flags.Arg(0))
	case a.language != "zh" && a.language != "en":
		return a, fmt.Errorf("-lang is zh or en, not %q", a.language)
	case a.plan == "" && !a.demo:
		return a, errors.New("-lessons is missing; or try -demo")
	}
	return a, nil
}

func run(ctx context.Context, args []string, env func(string) string, notes io.Writer) error {
	a, err := readArguments(args, notes)
	if err != nil {
		return err
	}
	plan := []byte(demoPlan)
	if a.plan != "" {
		if plan, err = os.ReadFile(a.plan); err != nil {
			return err
		}
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", a.listen)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	c := config{env: env, plan: bytes.NewReader(plan), database: a.database, language: a.language, clock: classcloud.SystemClock{},
		log: slog.New(slog.NewTextHandler(notes, nil)), listener: listener}
	fmt.Fprintf(notes, "pages: http://%s/\n", listener.Addr())
	if anyVendor(env) {
		if a.demo {
			return errors.New("-demo plays on the embedded test servers alone: the environment names a vendor's account")
		}
		return serve(ctx, c)
	}
	fmt.Fprintln(notes, "no vendor's account is in the environment: the five embedded test servers are used, which forget everything in the end, and so does this program")
	return c.embedded(ctx, plan, a.demo)
}

// embedded serves with the embedded test servers. The database is thrown away with them: what it knows, they do not know the next time.
func (c config) embedded(ctx context.Context, plan []byte, plays bool) (err error) {
	dir, err := os.MkdirTemp("", "school")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	c.database, c.doors = filepath.Join(dir, "school.db"), true
	lessons, err := readPlan(bytes.NewReader(plan), func(l *lesson) []string { // before there are vendors who check the rest
		if l.Vendor == "agora" || l.Vendor == "aui" {
			return nil
		}
		return numbers(l)
	})
	if err != nil {
		return err
	}
	t := openTheatre(lessons, "http://"+c.listener.Addr().String(), plainly, time.Sleep)
	defer t.close()
	c.env = t.env
	if !plays {
		t.setClock(c.clock.Now)
		return serve(ctx, c)
	}
	clock := newDemoClock(lessons)
	c.clock = clock
	t.setClock(clock.Now)
	ctx, stop := context.WithCancel(ctx)
	played := make(chan error, 1)
	go func() {
		err := t.play(ctx, clock)
		if err != nil {
			stop()
		}
		played <- err
	}()
	err = serve(ctx, c)
	stop()
	return errors.Join(err, <-played)
}

// plainly puts nothing around a server.
func plainly(server http.Handler) http.Handler { return server }
