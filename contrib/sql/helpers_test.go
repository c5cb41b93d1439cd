package classcloudsql_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	_ "modernc.org/sqlite"

	classcloudsql "github.com/go-classcloud/classcloud/contrib/sql"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// database is where a journal can be kept, by a name of database/sql's driver and an address.
type database struct {
	dialect         classcloudsql.Dialect
	driver, address string
}

// connections is how many an opened database has.
const connections = 16

// open opens the database. It is closed with the test.
func (d database) open(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open(d.driver, d.address)
	require.NoError(t, err)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// journal opens a journal in the database, with its table.
func (d database) journal(t testing.TB) *classcloudsql.Journal {
	t.Helper()
	j := classcloudsql.NewJournal(d.open(t), d.dialect)
	require.NoError(t, j.CreateTable(t.Context()))
	return j
}

// with returns the database with a parameter in its address.
func (d database) with(parameter string) database {
	if strings.Contains(d.address, "?") {
		d.address += "&" + parameter
	} else {
		d.address += "?" + parameter
	}
	return d
}

// sqlite is a database in a file of the test's own.
func sqlite(t testing.TB) database {
	return database{classcloudsql.SQLite, "sqlite", "file:" + filepath.Join(t.TempDir(), "journal.db")}
}

// server is the server of a database, of the test's own.
type server struct {
	database
	t       testing.TB
	dir     string
	command []string
	end     os.Signal // with which it ends at once, without writing what it has in memory
	process *exec.Cmd
}

// freePort returns a port that nobody has.
func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	return port
}

// program returns the path of a program of a Debian package, which need not be in PATH.
func program(t testing.TB, of, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, pattern := range []string{"/usr/sbin/", "/usr/lib/postgresql/*/bin/"} {
		if paths, err := filepath.Glob(pattern + name); err == nil && len(paths) > 0 {
			return paths[len(paths)-1]
		}
	}
	require.FailNow(t, name+" is needed: apt-get install "+of)
	return ""
}

// startPostgreSQL starts Debian's PostgreSQL in a folder of its own. It refuses to run as root, so that for root it runs as postgres.
func startPostgreSQL(t testing.TB) *server {
	t.Helper()
	dir, err := os.MkdirTemp("", "classcloud-postgresql-") // the test's own would be closed to others
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	var as []string
	if os.Getuid() == 0 {
		owner, err := user.Lookup("postgres")
		require.NoError(t, err)
		as = []string{"setpriv", "--reuid=" + owner.Uid, "--regid=" + owner.Gid, "--clear-groups"}
		run(t, "/", []string{"chown", owner.Uid + ":" + owner.Gid, dir})
	}
	port := freePort(t)
	run(t, dir, append(as, program(t, "postgresql", "initdb"), "-D", dir+"/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"))
	s := &server{
		database: database{classcloudsql.PostgreSQL, "pgx", "postgres://postgres@127.0.0.1:" + port + "/postgres"},
		t:        t, dir: dir, end: syscall.SIGQUIT,
		command: append(as, program(t, "postgresql", "postgres"), "-D", dir+"/data", "-p", port, "-c", "listen_addresses=127.0.0.1",
			"-c", "unix_socket_directories=", "-c", "fsync=off"), // only the machine's end would need it
	}
	s.start()
	t.Cleanup(s.kill)
	return s
}

// startMariaDB starts Debian's MariaDB in a folder of its own.
func startMariaDB(t testing.TB) *server {
	t.Helper()
	dir, err := os.MkdirTemp("", "classcloud-mariadb-") // short enough for a socket's name
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	self, err := user.Current()
	require.NoError(t, err)
	port := freePort(t)
	run(t, dir, []string{program(t, "mariadb-server", "mariadb-install-db"), "--no-defaults", "--datadir=" + dir + "/data", "--user=" + self.Username,
		"--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"})
	s := &server{
		database: database{classcloudsql.MySQL, "mysql", "root@tcp(127.0.0.1:" + port + ")/mysql"},
		t:        t, dir: dir, end: os.Kill,
		command: []string{program(t, "mariadb-server", "mariadbd"), "--no-defaults", "--datadir=" + dir + "/data", "--user=" + self.Username, "--port=" + port,
			"--bind-address=127.0.0.1", "--socket=" + dir + "/socket", "--pid-file=" + dir + "/pid", "--innodb-flush-log-at-trx-commit=2"},
	}
	s.start()
	t.Cleanup(s.kill)
	return s
}

// run runs a command to its end.
func run(t testing.TB, dir string, command []string) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s: %s", command, said)
}

// start starts the server, or starts it again with what it had kept, and waits until it answers.
func (s *server) start() {
	s.t.Helper()
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(s.t, err)
	defer func() { _ = log.Close() }()
	s.process = exec.Command(s.command[0], s.command[1:]...)
	s.process.Dir, s.process.Stdout, s.process.Stderr = s.dir, log, log
	require.NoError(s.t, s.process.Start())
	db := s.open(s.t)
	defer func() { _ = db.Close() }()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		err := db.PingContext(context.Background())
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			said, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			require.NoError(s.t, err, "it does not answer: %s", said)
		}
	}
}

// kill ends the server without a word to anybody.
func (s *server) kill() {
	if s.process != nil {
		_ = s.process.Process.Signal(s.end)
		_ = s.process.Wait()
		s.process = nil
	}
}

// again runs this test binary once more, as another program that uses the database.
func again(t testing.TB, test string, d database) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run", "^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), fmt.Sprintf("JOURNAL_DIALECT=%d", d.dialect), "JOURNAL_DRIVER="+d.driver, "JOURNAL_ADDRESS="+d.address)
	return cmd
}
