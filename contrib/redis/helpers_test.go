package classcloudredis_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a redis-server of the test's own.
type server struct {
	t       testing.TB
	port    string
	dir     string
	options []string
	process *exec.Cmd
}

// startRedis starts Debian's redis-server on a port of its own, with further options. It ends with the test.
func startRedis(t testing.TB, options ...string) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	s := &server{t: t, port: port, dir: t.TempDir(), options: options}
	s.start()
	t.Cleanup(s.kill)
	return s
}

// start starts the server, or starts it again with what it had kept.
func (s *server) start() {
	s.t.Helper()
	log, err := os.Create(filepath.Join(s.dir, "log"))
	require.NoError(s.t, err)
	defer func() { _ = log.Close() }()
	s.process = exec.Command("redis-server", append([]string{"--port", s.port, "--bind", "127.0.0.1", "--dir", s.dir, "--appendonly", "yes", "--appendfsync", "always",
		"--save", ""}, s.options...)...)
	s.process.Stdout, s.process.Stderr = log, log
	require.NoError(s.t, s.process.Start(), "redis-server is needed: apt-get install redis-server")
	client := s.client()
	for deadline := time.Now().Add(10 * time.Second); ; {
		err := client.Ping(context.Background()).Err()
		if err == nil {
			return
		}
		require.True(s.t, time.Now().Before(deadline), "redis-server does not answer: %v", err)
		time.Sleep(10 * time.Millisecond)
	}
}

// kill ends the server without a word.
func (s *server) kill() {
	if s.process != nil {
		_ = s.process.Process.Kill()
		_ = s.process.Wait()
		s.process = nil
	}
}

func (s *server) address() string { return "127.0.0.1:" + s.port }

// client returns a client, which ends with the test.
func (s *server) client() redis.UniversalClient {
	client := redis.NewClient(&redis.Options{Addr: s.address(), DialTimeout: time.Second, MaxRetries: 1, DialerRetries: 1})
	s.t.Cleanup(func() { _ = client.Close() })
	return client
}

// back waits until a client has noticed that the server is there again.
func back(t testing.TB, client redis.UniversalClient) {
	t.Helper()
	require.Eventually(t, func() bool { return client.Ping(context.Background()).Err() == nil }, 10*time.Second, 20*time.Millisecond)
}

// again runs this test binary once more as another server of the fleet, with what the environment tells it.
func again(t testing.TB, test string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run", "^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

func printf(format string, args ...any) { fmt.Printf("\n@"+format+"\n", args...) }
