package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

const seedTime = time.Minute // for filling all vendors at the start

// Sandbox serves vendors, a control API and a page, from New to Close.
type Sandbox struct {
	config   Config
	seeds    seeds
	stands   []*stand // in the order of their names
	journal  journal
	court    *court
	hub      hub
	recorder *recorder // nil if nothing is recorded
	replay   *replay   // nil if nothing is played back
	sent     sentCallbacks

	listener net.Listener
	server   *served
	closing  sync.Once
	closed   error
}

// New listens and serves at once. The caller must call Close, or Run, which does.
func New(config Config) (*Sandbox, error) {
	config, err := config.checked()
	if err != nil {
		return nil, err
	}
	b := &Sandbox{config: config, court: newCourt()}
	if b.seeds, err = readSeeds(config.Seed); err != nil {
		return nil, err
	}
	if config.Replay != "" {
		if b.replay, err = readReplay(config.Replay); err != nil {
			return nil, err
		}
	}
	if config.Record != "" {
		if b.recorder, err = newRecorder(config.Record); err != nil {
			return nil, err
		}
	}
	if err := b.listen(); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// listen opens the ports and begins to serve.
func (b *Sandbox) listen() error {
	port := max(b.config.Port, 0) // negative means any
	listener, err := net.Listen("tcp", net.JoinHostPort(b.config.Listen, strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	b.listener = listener
	ctx, stop := context.WithTimeout(context.Background(), seedTime)
	defer stop()
	for _, v := range known() {
		if !b.serves(v.name) {
			continue
		}
		s, err := openStand(ctx, v, b.config, b.seeds[v.name], b.watching)
		if err != nil {
			return err
		}
		b.stands = append(b.stands, s)
	}
	b.server = serve(listener, b.control())
	return nil
}

func (b *Sandbox) serves(name string) bool {
	for _, one := range b.config.Vendors {
		if one == name {
			return true
		}
	}
	return false
}

// URL returns the address of the page and the control API, without a slash at the end.
func (b *Sandbox) URL() string { return reachable("http://" + b.listener.Addr().String()) }

// Environment returns the variables by which clients reach a vendor, invented credentials among them; nil for a vendor that is not served.
func (b *Sandbox) Environment(vendor string) []Variable {
	if s := b.stand(vendor); s != nil {
		return s.environment()
	}
	return nil
}

func (b *Sandbox) stand(vendor string) *stand {
	for _, s := range b.stands {
		if s.name == vendor {
			return s
		}
	}
	return nil
}

// Run prints where everything is, serves until ctx ends, and closes the sandbox. A session that is played back is a golden: Run fails if
// a request was not like a recorded one, or a recorded one is missing.
func (b *Sandbox) Run(ctx context.Context) error {
	if _, err := io.WriteString(b.config.Out, b.Greeting()); err != nil {
		return errors.Join(fmt.Errorf("sandbox: print the addresses: %w", err), b.Close())
	}
	<-ctx.Done()
	if b.replay != nil {
		return errors.Join(b.replay.verdict(), b.Close())
	}
	return b.Close()
}

// Greeting returns what Run prints: the addresses, and the environment of clients as a shell reads it. Secrets of your own are not in it.
func (b *Sandbox) Greeting() string {
	var out strings.Builder
	fmt.Fprintf(&out, "# the page and the control API: %s/  (%s/api/openapi.json)\n", b.URL(), b.URL())
	for _, s := range b.stands {
		fmt.Fprintf(&out, "\n# %s\n", s.name)
		for _, v := range s.environment() {
			if v.Secret && v.Own {
				fmt.Fprintf(&out, "# %s is your own\n", v.Name)
				continue
			}
			fmt.Fprintf(&out, "export %s=%s\n", v.Name, quoted(v.Value))
		}
	}
	return out.String()
}

// quoted writes a text for a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// Close stops listening, cuts every connection and waits until nothing runs any more. It returns what went wrong with the recording. It
// may be called twice.
func (b *Sandbox) Close() error {
	b.closing.Do(func() {
		if b.server != nil {
			b.server.close()
		} else if b.listener != nil {
			_ = b.listener.Close()
		}
		for _, s := range b.stands {
			s.close()
		}
		if b.recorder != nil {
			b.closed = b.recorder.close()
		}
	})
	return b.closed
}
