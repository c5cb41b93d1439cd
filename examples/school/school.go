package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// config is what the service is made from.
type config struct {
	env      func(string) string
	plan     io.Reader
	database string // the file
	language string // of who asks for none
	doors    bool   // whether pages let everybody enter a lesson as anybody in it: for the demo
	clock    classcloud.Clock
	log      *slog.Logger
	listener net.Listener
}

// school is the running service.
type school struct {
	config
	store   *store
	vendors map[string]*vendor
}

// serve makes the lessons of a plan, receives and asks what happens in them, and shows it, until the context ends. It can be killed at any
// moment, and goes on when it is called again.
func serve(ctx context.Context, c config) (err error) {
	s := &school{config: c}
	if s.store, err = openStore(ctx, c.database, c.clock.Now); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.store.close()) }()
	s.vendors, err = openVendors(&means{env: c.env, clock: c.clock, store: s.store, log: s.failed})
	if err != nil {
		return err
	}
	lessons, err := readPlan(c.plan, func(l *lesson) []string { return checkLesson(s.vendors, l) })
	if err != nil {
		return err
	}
	if err := s.store.plan(ctx, lessons); err != nil {
		return err
	}
	return s.run(ctx)
}

// run runs everything until the context ends or something cannot go on.
func (s *school) run(ctx context.Context) error {
	asked := ctx
	ctx, stop := context.WithCancelCause(asked)
	defer stop(nil)
	var all sync.WaitGroup
	start := func(work func(context.Context) error) {
		all.Go(func() {
			if err := work(ctx); err != nil {
				stop(err)
			}
		})
	}
	server := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)}
	start(func(context.Context) error {
		if err := server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	for name, v := range s.vendors {
		start(func(ctx context.Context) error { return s.ensure(ctx, name, v) })
		if v.watch != nil {
			start(v.watch)
		}
	}
	<-ctx.Done()
	enough, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := server.Shutdown(enough) // callbacks under way are written
	all.Wait()
	if asked.Err() != nil { // it was asked to end
		return err
	}
	return errors.Join(context.Cause(ctx), err)
}

// ensureEvery is the pause between two rounds: a vendor that was down may be up, and a lesson may have come near.
const ensureEvery = 30 * time.Second

// ensure makes every lesson of a vendor once, at whatever moment the program was killed before, and tries again what failed. A vendor that is
// down holds up no other.
func (s *school) ensure(ctx context.Context, name string, v *vendor) error {
	for ctx.Err() == nil {
		lessons, err := s.store.lessons(ctx)
		if err != nil {
			s.failed(name, "", err)
		}
		for i := range lessons {
			if l := &lessons[i]; l.Vendor == name && s.isDue(l, v) && ctx.Err() == nil {
				s.ensureOne(ctx, l, v)
			}
		}
		_ = s.clock.Sleep(ctx, ensureEvery) // its error is ctx's
	}
	return nil
}

// isDue reports whether a lesson is to be made: it is not made, nor far away, nor over.
func (s *school) isDue(l *lesson, v *vendor) bool {
	now := s.clock.Now()
	return l.Room == "" && now.Before(l.end()) && (v.early == 0 || !now.Before(l.Start.Add(-v.early)))
}

func (s *school) ensureOne(ctx context.Context, l *lesson, v *vendor) {
	room, err := v.ensure(ctx, l)
	if err != nil {
		room = ""
		s.failed(l.Vendor, l.Key, err)
	}
	if ctx.Err() != nil {
		return
	}
	if err := s.store.made(ctx, l.Key, room, err); err != nil {
		s.failed(l.Vendor, l.Key, err)
	}
}

// failed logs an error. Errors of this module's clients hold no secrets.
func (s *school) failed(vendor, about string, err error) {
	s.log.Warn("failed", "vendor", vendor, "about", about, "error", err)
}
