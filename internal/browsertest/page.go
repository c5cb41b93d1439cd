package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const patience = 20 * time.Second // for the machine, not for the page

// page is a tab of the browser with the sandbox's page in it.
type page struct {
	tab      context.Context
	pictures string
	problems func() []string // what the page's console says of errors
}

// look asks the browser for one thing.
func (p *page) look(actions ...chromedp.Action) error {
	ctx, cancel := context.WithTimeout(p.tab, patience)
	defer cancel()
	return chromedp.Run(ctx, actions...)
}

// until waits for a JavaScript condition.
func (p *page) until(condition string) error {
	if err := p.look(chromedp.Poll(condition, nil, chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(patience))); err != nil {
		return fmt.Errorf("%s: %w", condition, err)
	}
	return nil
}

// value evaluates JavaScript.
func (p *page) value(expression string, into any) error {
	var raw json.RawMessage
	awaits := func(params *runtime.EvaluateParams) *runtime.EvaluateParams { return params.WithAwaitPromise(true) }
	if err := p.look(chromedp.Evaluate(expression, &raw, awaits)); err != nil {
		return fmt.Errorf("%s: %w", expression, err)
	}
	return json.Unmarshal(raw, into)
}

// size makes the window so large, in light or dark.
func (p *page) size(width, height int64, scheme string) error {
	return p.look(
		emulation.SetDeviceMetricsOverride(width, height, 1, width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
	)
}

// picture keeps a picture of the whole page.
func (p *page) picture(name string) error {
	var picture []byte
	if err := p.look(chromedp.FullScreenshot(&picture, 100)); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.pictures, name+".png"), picture, 0o600)
}
