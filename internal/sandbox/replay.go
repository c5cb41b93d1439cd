package sandbox

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"sync"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// A recorded session is played back by answering from it. The recording is the golden of what the client sends: a request that is not
// like a recorded one is answered with status 501 and the first difference. The other way, to send the recorded requests again to the
// test server, would test the sandbox and not the program of the one who uses it, and would need the secrets that a recording does not
// have.

// replay answers requests from a recorded session.
type replay struct {
	mu        sync.Mutex
	lines     []Recorded
	used      []int // how often each line answered
	unmatched int   // how many requests were not like a recorded one
}

// ReplayState says how a session that is played back stands.
type ReplayState struct {
	Recorded  int      `json:"recorded"`  // exchanges in the file
	Matched   int      `json:"matched"`   // of them, those that were asked for
	Unmatched int      `json:"unmatched"` // requests that are not like a recorded one
	Missing   []string `json:"missing"`   // the recorded requests that nobody has sent yet, at most 100
}

func readReplay(path string) (*replay, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("sandbox: replay: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	r := &replay{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		var line Recorded
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("sandbox: replay: line %d of %s: %w", len(r.lines)+1, path, err)
		}
		r.lines = append(r.lines, line)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("sandbox: replay: %w", err)
	}
	r.used = make([]int, len(r.lines))
	return r, nil
}

// serving answers the requests to one vendor.
func (r *replay) serving(s *stand) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(io.LimitReader(request.Body, bodyKept))
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		said := decode(s.name, s.keys, s.mask, &explain.Request{Method: request.Method, URL: request.URL, Header: request.Header, Body: body, Time: s.clock.now()})
		line, difference := r.find(s.name, request.Method, request.URL.EscapedPath(), said.parameters)
		if difference != "" {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			w.WriteHeader(http.StatusNotImplemented)
			text, _ := json.Marshal(map[string]string{"error": difference})
			_, _ = w.Write(text)
			return
		}
		line.write(w)
	})
}

// find returns the first unused exchange that is like a request; if all of them are used, the last one again. Without one it says what
// differs from the nearest.
func (r *replay) find(vendor, method, path string, parameters any) (Recorded, string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	last, nearest := -1, "the session has no request "+method+" "+path
	for i, line := range r.lines {
		if line.Vendor != vendor || line.Method != method || !alike(line.Path, path) {
			continue
		}
		if difference := differs("", line.Parameters, parameters); difference != "" {
			nearest = "a recorded " + method + " " + path + " differs: " + difference
			continue
		}
		last = i
		if r.used[i] == 0 {
			break
		}
	}
	if last < 0 {
		r.unmatched++
		return Recorded{}, nearest
	}
	r.used[last]++
	return r.lines[last], ""
}

func (line Recorded) write(w http.ResponseWriter) {
	if line.Status == 0 {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), line.Header)
	body := []byte(line.Body)
	if line.Base64 != "" {
		body, _ = base64.StdEncoding.DecodeString(line.Base64) // what does not decode was edited by hand
	}
	w.WriteHeader(line.Status)
	_, _ = w.Write(body) // it fails only for a client that has gone away
}

// state says what was asked for and what is missing.
func (r *replay) state() *ReplayState {
	r.mu.Lock()
	defer r.mu.Unlock()
	state := &ReplayState{Recorded: len(r.lines), Unmatched: r.unmatched, Missing: []string{}}
	for i, line := range r.lines {
		switch {
		case r.used[i] > 0:
			state.Matched++
		case len(state.Missing) < 100:
			state.Missing = append(state.Missing, line.Vendor+" "+line.Method+" "+line.Path)
		}
	}
	return state
}

// verdict says what differs between the session and what was sent, or nil.
func (r *replay) verdict() error {
	state := r.state()
	if state.Unmatched == 0 && state.Matched == state.Recorded {
		return nil
	}
	return fmt.Errorf("sandbox: the session differs: of %d recorded requests %d were sent; %d others were sent", state.Recorded, state.Matched, state.Unmatched)
}

// reset begins the session anew.
func (r *replay) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.used)
	r.unmatched = 0
}

// differs compares recorded parameters with those of a request, and returns the first difference. Signatures and other secrets are not
// compared, and neither are two values that are both times, or both made-up ids: see alike.
func differs(at string, recorded, sent any) string {
	switch recorded := recorded.(type) {
	case map[string]any:
		sent, ok := sent.(map[string]any)
		if !ok {
			return at + " is not an object"
		}
		names := slices.Sorted(maps.Keys(recorded))
		for name := range sent {
			if _, there := recorded[name]; !there && !isSigning(name) {
				return at + "." + name + " was not sent when the session was recorded"
			}
		}
		for _, name := range names {
			if isSigning(name) {
				continue
			}
			value, there := sent[name]
			if !there {
				return at + "." + name + " is missing"
			}
			if difference := differs(at+"."+name, recorded[name], value); difference != "" {
				return difference
			}
		}
		return ""
	case []any:
		sent, ok := sent.([]any)
		if !ok || len(sent) != len(recorded) {
			return at + " is not a list of as many"
		}
		for i := range recorded {
			if difference := differs(fmt.Sprintf("%s.%d", at, i), recorded[i], sent[i]); difference != "" {
				return difference
			}
		}
		return ""
	}
	if was, is := fmt.Sprint(recorded), fmt.Sprint(sent); !alike(was, is) {
		return fmt.Sprintf("%s was %s and is %s", at, was, is)
	}
	return ""
}
