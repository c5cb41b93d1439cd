package classcloudredis_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	classcloudredis "github.com/go-classcloud/classcloud/contrib/redis"
	"github.com/go-classcloud/classcloud/journaltest"
)

var _ classcloud.Journal = (*classcloudredis.Journal)(nil)

func TestJournal(t *testing.T) {
	server := startRedis(t)
	for name, keep := range map[string]time.Duration{"for ever": 0, "for an hour": time.Hour} {
		t.Run(name, func(t *testing.T) {
			journaltest.Run(t, func(*testing.T) classcloud.Journal { return classcloudredis.NewJournal(server.client(), keep) })
		})
	}
}

// In a cluster all keys of a script must be in one slot, whatever the scope is called.
func TestJournalInACluster(t *testing.T) {
	server := startRedis(t, "--cluster-enabled", "yes")
	require.NoError(t, server.client().Do(t.Context(), "CLUSTER", "ADDSLOTSRANGE", 0, 16383).Err())
	open := func(t *testing.T) classcloud.Journal {
		client := redis.NewClusterClient(&redis.ClusterOptions{Addrs: []string{server.address()}})
		t.Cleanup(func() { _ = client.Close() })
		require.Eventually(t, func() bool { return client.Set(context.Background(), "ready", 1, 0).Err() == nil }, 10*time.Second, 20*time.Millisecond)
		return classcloudredis.NewJournal(client, 0)
	}
	journaltest.Run(t, open)
	j := open(t)
	for _, scope := range []string{"", "{", "}", "{}", "}{", "{a}{b}", "a}b"} {
		for version, id := range []string{"", "", "1", "2"} {
			require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: scope, Key: "{key}", Look: "{look" + id, ID: id, Version: int64(version)}), scope)
		}
		alike, err := j.Alike(t.Context(), scope, "{look", []string{"{1", "2", "{3"})
		require.NoError(t, err)
		assert.Len(t, alike, 1)
	}
}

// Without Redis a journal says so, and knows everything again when it is back.
func TestAJournalWithoutRedis(t *testing.T) {
	server := startRedis(t)
	client := server.client()
	j := classcloudredis.NewJournal(client, 0)
	e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
	require.NoError(t, j.Save(t.Context(), e))
	e.Version++
	next := e
	next.ID = "1"
	server.kill()
	for what, call := range map[string]func() error{
		"Save":            func() error { return j.Save(t.Context(), next) },
		"Save of another": func() error { return j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "b"}) },
		"Entry":           func() error { _, err := j.Entry(t.Context(), "s", "a"); return err },
		"Alike":           func() error { _, err := j.Alike(t.Context(), "s", "look", []string{"1"}); return err },
	} {
		err := call()
		require.ErrorContains(t, err, "classcloudredis: the ", what)
		assert.NotErrorIs(t, err, classcloud.ErrJournalConflict, what)
		assert.NotErrorIs(t, err, classcloud.ErrJournalTaken, what)
	}
	server.start()
	back(t, client)
	alike, err := j.Alike(t.Context(), "s", "look", []string{"1"})
	require.NoError(t, err)
	assert.Equal(t, []classcloud.JournalEntry{e}, alike)
	other, err := j.Entry(t.Context(), "s", "b")
	require.NoError(t, err)
	assert.Equal(t, classcloud.JournalEntry{Scope: "s", Key: "b"}, other)
	require.NoError(t, j.Save(t.Context(), next))
}

// cutting is a connection that breaks when it has got the answer to a script, before the client has it.
type cutting struct {
	net.Conn
	cuts    *atomic.Int64 // how many are left
	waiting bool
}

func (c *cutting) Write(p []byte) (int, error) {
	c.waiting = bytes.Contains(bytes.ToLower(p), []byte("evalsha"))
	return c.Conn.Write(p)
}

func (c *cutting) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.waiting && !bytes.Contains(p[:n], []byte("NOSCRIPT")) && c.cuts.Add(-1) >= 0 {
		_ = c.Close()
		return 0, errors.New("connection reset by peer")
	}
	return n, err
}

// The client repeats a script whose answer was lost: it is stored once, and not a conflict with itself.
func TestASaveWhoseAnswerIsLost(t *testing.T) {
	server := startRedis(t)
	var cuts atomic.Int64
	client := redis.NewClient(&redis.Options{Addr: server.address(), MaxRetries: 1, Dialer: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &cutting{Conn: conn, cuts: &cuts}, err
	}})
	defer func() { _ = client.Close() }()
	j := classcloudredis.NewJournal(client, 0)
	require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "another"})) // Redis has the script now
	e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
	for range 3 {
		cuts.Store(1)
		require.NoError(t, j.Save(t.Context(), e))
		assert.Negative(t, cuts.Load(), "an answer was lost")
		e.Version++
		got, err := j.Entry(t.Context(), "s", "a")
		require.NoError(t, err)
		assert.Equal(t, e, got)
	}
	cuts.Store(2) // all that the client tries
	err := j.Save(t.Context(), e)
	require.ErrorContains(t, err, "classcloudredis: the entry was not saved: connection reset by peer")
	assert.NotErrorIs(t, err, classcloud.ErrJournalConflict)
}

// What is kept for a while goes by itself, its id and look with it, and stays for as long after every save.
func TestAJournalThatForgets(t *testing.T) {
	const keep = 600 * time.Millisecond
	client := startRedis(t).client()
	short, long := classcloudredis.NewJournal(client, keep), classcloudredis.NewJournal(client, 0)
	save := func(j *classcloudredis.Journal, e classcloud.JournalEntry) {
		t.Helper()
		require.NoError(t, j.Save(t.Context(), e))
	}
	left := func(pattern string) int {
		keys, err := client.Keys(t.Context(), "classcloud:journal:{s/}:"+pattern).Result()
		require.NoError(t, err)
		return len(keys)
	}
	save(long, classcloud.JournalEntry{Scope: "s", Key: "long", Look: "look"})
	save(short, classcloud.JournalEntry{Scope: "s", Key: "short", Look: "look"})
	save(short, classcloud.JournalEntry{Scope: "s", Key: "made", ID: "1"})
	save(short, classcloud.JournalEntry{Scope: "s", Key: "alone", Look: "another"})
	save(short, classcloud.JournalEntry{Scope: "s", Key: "beside it", Look: "yet another"})
	save(short, classcloud.JournalEntry{Scope: "s", Key: "kept after all", Look: "yet another"})
	save(long, classcloud.JournalEntry{Scope: "s", Key: "kept after all", Version: 1, Look: "yet another"})
	assert.Equal(t, 10, left("*"), "six entries, an id, three looks")
	time.Sleep(keep / 2)
	save(short, classcloud.JournalEntry{Scope: "s", Key: "made", ID: "1", Version: 1})
	time.Sleep(keep * 2 / 3)
	assert.Equal(t, 1, left("key:made"), "it was saved again")
	assert.Equal(t, 1, left("id:1"))
	assert.Equal(t, 3, left("key:*"))
	assert.Equal(t, 0, left("look:another"))
	alike, err := long.Alike(t.Context(), "s", "look", []string{"1"})
	require.NoError(t, err)
	assert.Len(t, alike, 2, "long and made: %v", alike)
	require.Eventually(t, func() bool { return left("*") == 4 }, 5*time.Second, 20*time.Millisecond, "two entries and their looks stay")
	save(long, classcloud.JournalEntry{Scope: "s", Key: "new", ID: "1"})

	count := func() int64 {
		n, err := client.ZCard(t.Context(), "classcloud:journal:{s/}:look:look").Result()
		require.NoError(t, err)
		return n
	}
	assert.EqualValues(t, 2, count(), "of which one has gone")
	save(short, classcloud.JournalEntry{Scope: "s", Key: "short", Look: "look"})
	save(short, classcloud.JournalEntry{Scope: "s", Key: "other", Look: "look"})
	time.Sleep(keep + keep/10)
	save(long, classcloud.JournalEntry{Scope: "s", Key: "last", Look: "look"})
	assert.EqualValues(t, 2, count(), "those that have gone are taken out by the next save")
	ttl, err := client.PTTL(t.Context(), "classcloud:journal:{s/}:look:look").Result()
	require.NoError(t, err)
	assert.EqualValues(t, -1, ttl, "where one stays for ever, the look does")
}

// An entry that somebody deleted, and that was made again up to the same version, has another id: the keys of the script are found anew.
func TestAnEntryThatWasMadeAgain(t *testing.T) {
	client := startRedis(t).client()
	j := classcloudredis.NewJournal(client, 0)
	require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a", ID: "1"}))
	changed := 0
	client.AddHook(hook(func(ctx context.Context, cmd redis.Cmder) {
		if cmd.Name() == "evalsha" && changed == 0 {
			changed++
			require.NoError(t, client.Del(ctx, "classcloud:journal:{s/}:key:a", "classcloud:journal:{s/}:id:1").Err())
			require.NoError(t, classcloudredis.NewJournal(client, 0).Save(ctx, classcloud.JournalEntry{Scope: "s", Key: "a", ID: "2"}))
		}
	}))
	require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a", ID: "3", Version: 1}))
	for id, want := range map[string]int{"1": 0, "2": 0, "3": 1} {
		alike, err := j.Alike(t.Context(), "s", "none", []string{id})
		require.NoError(t, err)
		assert.Len(t, alike, want, id)
		n, err := client.Exists(t.Context(), "classcloud:journal:{s/}:id:"+id).Result()
		require.NoError(t, err)
		assert.EqualValues(t, want, n, id)
	}
}

// hook is called before every command.
type hook func(context.Context, redis.Cmder)

func (h hook) DialHook(next redis.DialHook) redis.DialHook { return next }

func (h hook) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func (h hook) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		h(ctx, cmd)
		return next(ctx, cmd)
	}
}

// What is not an entry of a journal is not taken for one.
func TestAnEntryThatIsNotOne(t *testing.T) {
	client := startRedis(t).client()
	j := classcloudredis.NewJournal(client, 0)
	for n, fields := range [][]any{{"version", "x"}, {"id", "1"}, {"version", "1", "begin", "soon"}} {
		key := fmt.Sprint(n)
		require.NoError(t, client.HSet(t.Context(), "classcloud:journal:{s/}:key:"+key, fields...).Err())
		require.NoError(t, client.ZAdd(t.Context(), "classcloud:journal:{s/}:look:"+key, redis.Z{Member: key}).Err())
		_, err := j.Entry(t.Context(), "s", key)
		require.ErrorContains(t, err, "is not one of a journal")
		_, err = j.Alike(t.Context(), "s", key, nil)
		require.ErrorContains(t, err, "is not one of a journal")
	}
	require.NoError(t, client.Set(t.Context(), "classcloud:journal:{s/}:key:text", "text", 0).Err())
	_, err := j.Entry(t.Context(), "s", "text")
	require.ErrorContains(t, err, "WRONGTYPE")
}

// Where an entry was found before it was saved again, nothing of it is left.
func TestAJournalLeavesNothingBehind(t *testing.T) {
	client := startRedis(t).client()
	j := classcloudredis.NewJournal(client, 0)
	for version, e := range []struct {
		look, id string
		keys     []string
	}{{"one", "", []string{"look:one"}}, {"two", "", []string{"look:two"}}, {"two", "1", []string{"id:1"}}, {"two", "2", []string{"id:2"}}, {"three", "", []string{"look:three"}}} {
		require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a", Look: e.look, ID: e.id, Version: int64(version)}))
		want := []string{"classcloud:journal:{s/}:key:a"}
		for _, key := range e.keys {
			want = append(want, "classcloud:journal:{s/}:"+key)
		}
		keys, err := client.Keys(t.Context(), "*").Result()
		require.NoError(t, err)
		assert.ElementsMatch(t, want, keys)
	}
}
