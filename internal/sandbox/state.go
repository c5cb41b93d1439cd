package sandbox

import "net/http"

const (
	rowsDefault = 1000 // of a table
	rowsMost    = 100_000
)

// State is the reply of GET /api/state.
type State struct {
	URL     string        `json:"url"` // of the page and the control API
	Vendors []VendorState `json:"vendors"`
	Log     LogState      `json:"log"`
	Replay  *ReplayState  `json:"replay"` // null if no session is played back
}

// VendorState is what there is to know of a vendor.
type VendorState struct {
	Name        string         `json:"name"`
	Title       string         `json:"title"`
	URL         string         `json:"url"`         // the base URL of clients
	Environment []Variable     `json:"environment"` // what makes a client
	Operations  []string       `json:"operations"`  // that calls and faults can name
	Callbacks   []string       `json:"callbacks"`   // the kinds that can be sent
	Clock       Clock          `json:"clock"`
	Faults      []Fault        `json:"faults"` // that wait
	Counts      map[string]int `json:"counts"` // how many there are, by table
	Exists      map[string]any `json:"exists"` // by table, in the form of a seed file; of each the last rows
}

// LogState says how full the log is.
type LogState struct {
	Requests int   `json:"requests"`
	Bytes    int   `json:"bytes"` // estimated
	Last     int64 `json:"last"`  // the id of the last request
}

func (b *Sandbox) getState(r *http.Request) (any, error) {
	stands, err := b.chosen(r.URL.Query().Get("vendor"))
	if err != nil {
		return nil, err
	}
	rows, err := whole(r.URL.Query().Get("rows"), rowsDefault)
	if err != nil {
		return nil, err
	}
	state := State{URL: b.URL(), Vendors: []VendorState{}}
	for _, s := range stands {
		state.Vendors = append(state.Vendors, s.state(int(min(rows, rowsMost))))
	}
	state.Log.Requests, state.Log.Bytes, state.Log.Last = b.journal.state()
	if b.replay != nil {
		state.Replay = b.replay.state()
	}
	return state, nil
}

func (s *stand) state(rows int) VendorState {
	w := s.now()
	state := VendorState{Name: s.name, Title: s.title, URL: reachable(w.url), Environment: s.environment(), Operations: w.operations(),
		Callbacks: []string{}, Clock: s.clockState(), Faults: s.waitingFaults()}
	state.Exists, state.Counts = w.state(rows)
	for _, kind := range w.callbacks {
		state.Callbacks = append(state.Callbacks, kind.name)
	}
	return state
}
