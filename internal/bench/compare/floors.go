package main

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/signing"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// What cannot be left out of a row, measured beside the same opponent: where a row misses its reach, its floor says by how much it could. A row
// that is called floor-x is the floor of x.

func floorOnStub(s settings) ([]result, error) {
	floor, err := newByResty("https://stub.invalid", stub{created})
	if err != nil {
		return nil, err
	}
	r, err := s.pair("floor-call-stub", theirsCreating(floor), theirsCreating(byHand{"https://stub.invalid", &http.Client{Transport: stub{created}}}))
	return []result{r}, err
}

// floorOnLoopback measures resty alone beside what is by hand, and beside resty as its README shows it.
func floorOnLoopback(s settings) ([]result, error) {
	srv := newServer(created)
	defer srv.Close()
	floor, err := newByResty(srv.URL, tuned())
	if err != nil {
		return nil, err
	}
	byHand, err := s.pair("floor-call-loopback-1", theirsCreating(floor), theirsCreating(byHand{srv.URL, &http.Client{Transport: tuned()}}))
	if err != nil {
		return nil, err
	}
	plain, err := s.pair("floor-call-resty-loopback", theirsCreating(floor), restyCreating(srv.URL, tuned()))
	return []result{byHand, plain}, err
}

// floorThroughput measures what throughput-64 does, with resty alone.
func floorThroughput(s settings) ([]result, error) {
	all, err := throughputOf(s, "floor-", func(base string) (work, error) {
		floor, err := newByResty(base, tuned())
		return theirsCreating(floor), err
	})
	return all[:min(1, len(all))], err
}

// floorForm is what cannot be left out of sign-form: the text that is signed, its MD5, and the form of it, which are two copies, an escape and one piece of
// memory. The names are sorted, the values are text, and nothing is looked at.
func floorForm(sorted []pairOf, odd int, key string) []byte {
	var room [1024]byte
	text, from := room[:0], [2]int{}
	for i, p := range sorted {
		if i > 0 {
			text = append(text, '&')
		}
		text = append(append(text, p.name...), '=')
		if i == odd {
			from[0] = len(text)
		}
		text = append(text, p.value...)
		if i == odd {
			from[1] = len(text)
		}
	}
	sum := md5.Sum(append(append(text, "&partner_key="...), key...))
	form := append(make([]byte, 0, len(text)+2*(from[1]-from[0])+38), text[:from[0]]...)
	form = append(wire.AppendEscaped(form, text[from[0]:from[1]]), text[from[1]:]...)
	return hex.AppendEncode(append(form, "&sign="...), sum[:])
}

// floorSignForm measures what cannot be left out of sign-form, by the bare MD5.
func floorSignForm(s settings) ([]result, error) {
	params, now := twenty(), time.Unix(1501572288, 0)
	text, err := signedText(params, now)
	if err != nil {
		return nil, err
	}
	all, err := new(signing.Orders).Params(params, partnerID, now)
	if err != nil {
		return nil, err
	}
	want, _ := all.Form(partnerKey)
	members, _ := all.Sorted("")
	var sorted []pairOf
	odd := 0
	for i, m := range members {
		if m.Name == "title" {
			odd = i
		}
		sorted = append(sorted, pairOf{m.Name, m.Value.Text})
	}
	r, err := s.pair("floor-sign-form", func(n int) error {
		for range n {
			if form := floorForm(sorted, odd, partnerKey); len(form) != len(want) {
				return fmt.Errorf("%s, want %s", form, want)
			}
		}
		return nil
	}, bareSum(text))
	return []result{r}, err
}
