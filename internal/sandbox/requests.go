package sandbox

import (
	"net/http"
	"strconv"
)

const (
	requestsDefault = 100
	requestsMost    = 1000
)

// Requests is the reply of GET /api/requests.
type Requests struct {
	Requests []Entry `json:"requests"` // the oldest first
	More     bool    `json:"more"`     // older ones fit, too, and were left out because of the limit
	Last     int64   `json:"last"`     // the id of the last request of all: since=last gives only what comes later
}

func (b *Sandbox) getRequests(r *http.Request) (any, error) {
	values := r.URL.Query()
	q := query{vendor: values.Get("vendor"), operation: values.Get("operation"), limit: requestsDefault}
	if _, err := b.chosen(q.vendor); err != nil {
		return nil, err
	}
	since, err := whole(values.Get("since"), 0)
	if err != nil {
		return nil, err
	}
	limit, err := whole(values.Get("limit"), requestsDefault)
	if err != nil {
		return nil, err
	}
	if limit > requestsMost {
		return nil, problem(http.StatusBadRequest, "the limit is at most %d", requestsMost)
	}
	q.since, q.limit = since, int(limit)
	found, more := b.journal.find(q)
	if found == nil {
		found = []Entry{}
	}
	_, _, last := b.journal.state()
	return Requests{Requests: found, More: more, Last: last}, nil
}

func (b *Sandbox) getRequest(r *http.Request) (any, error) {
	id, err := whole(r.PathValue("id"), 0)
	if err != nil {
		return nil, err
	}
	e, found := b.journal.get(id)
	if !found {
		return nil, problem(http.StatusNotFound, "the request %d is not remembered, or not any more", id)
	}
	return e, nil
}

// whole reads a number that is not negative.
func whole(text string, without int64) (int64, error) {
	if text == "" {
		return without, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, problem(http.StatusBadRequest, "%q is not a whole number", text)
	}
	return n, nil
}
