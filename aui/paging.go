package aui

import (
	"errors"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// maxPageSize is the size to which the published servers silently reduce a larger page: MyBatis-Plus's default.
const maxPageSize = 500

// checkPage refuses a page size that the server would silently change. A negative one, which it would answer with an empty page or with
// everything, is refused like that of every vendor.
func checkPage(size int) []classcloud.FieldError {
	if size <= maxPageSize {
		return nil
	}
	return []classcloud.FieldError{{Field: "PageSize", Wire: "page_size", Problem: fmt.Sprintf("is %d: the server would silently return %d", size, maxPageSize)}}
}

// orDefault returns n, or fallback when n is 0.
func orDefault(n, fallback int) int {
	if n == 0 {
		return fallback
	}
	return n
}

// maxBlankPages is how many pages in a row may hold only nulls before a walk gives up.
const maxBlankPages = 10

// pages asks for the pages of a walk, and joins those that hold only rows that cannot be read to the one after them: the server sends
// null for what it could not look up, and two pages of nulls cannot be told apart.
type pages[T any] struct {
	first, next int
	ask         func(page int) (transport.ListPage[T], error)
	end         *transport.ListPage[T] // the empty page behind rows that cannot be read, which comes next
	failed      error                  // the walk is given up
}

// fetch returns the next page. The walk begins anew with the first.
func (p *pages[T]) fetch(number int) (transport.ListPage[T], error) {
	if number == p.first {
		p.next, p.end, p.failed = p.first, nil, nil
	}
	if p.failed != nil {
		return transport.ListPage[T]{}, p.failed
	}
	if p.end != nil {
		end := *p.end
		p.end = nil
		return end, nil
	}
	var rows []classcloud.RowError
	for range maxBlankPages {
		page, err := p.ask(p.next)
		bad := badRows(err)
		if err != nil && len(bad) == 0 {
			return page, err
		}
		p.next++
		rows = append(rows, bad...)
		if len(page.Items) == 0 && len(bad) == 0 && len(rows) > 0 {
			p.end = &page
		}
		switch {
		case len(page.Items) == 0 && len(bad) > 0:
		case len(rows) == 0:
			return page, nil
		default:
			return page, rowErrors(rows)
		}
	}
	p.failed = &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Err: transport.ErrIncomplete,
		Message: fmt.Sprintf("%d pages in a row hold only elements that cannot be read", maxBlankPages)}
	return transport.ListPage[T]{Total: -1}, rowErrors(rows)
}

// rowErrors returns the error beside a page whose other rows could be read.
func rowErrors(rows []classcloud.RowError) error {
	return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Rows: rows}
}

// badRows returns the rows that could not be read, of the error that comes beside a list.
func badRows(err error) []classcloud.RowError {
	if failure, ok := errors.AsType[*classcloud.Error](err); ok {
		return failure.Rows
	}
	return nil
}
