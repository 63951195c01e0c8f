// SPDX-License-Identifier: Apache-2.0

// Checks an exported log with the verifier that guards Go's own modules (golang.org/x/mod/sumdb).
//
//	main LOG VKEY [PROOFS]
//
// LOG is a folder with checkpoint and tile/entries; VKEY a file with the log's key; PROOFS a file with
// an entry file and its .tlog-proof file on each line, separated by a tab. Only note.Open,
// tlog.CheckRecord and tlog.CheckTree decide anything. Debian's version of the tile reader is not used:
// it trusts some tiles that it has not checked (CVE-2026-56865).
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const bundleWidth = 256

// head is a tree head whose signature has been checked.
type head struct {
	size int64
	root tlog.Hash
}

// proof is a tlog-proof file that has been read and whose checkpoint has been opened.
type proof struct {
	name   string
	entry  []byte
	index  int64
	hashes tlog.RecordProof
	head   head
}

var failed bool

// say prints a verdict in the form that script/cross-check counts.
func say(what string, err error) {
	if err != nil {
		failed = true
		fmt.Printf("FAILED %s: %v\n", what, err)
		return
	}
	fmt.Printf("ok %s\n", what)
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: main LOG VKEY [PROOFS]")
		os.Exit(64)
	}
	known, err := keys(os.Args[2])
	if err != nil {
		say("the log's key", err)
		os.Exit(1)
	}
	checkpoint, err := os.ReadFile(filepath.Join(os.Args[1], "checkpoint"))
	if err != nil {
		say("the checkpoint", err)
		os.Exit(1)
	}
	now, err := open(checkpoint, known)
	say("note.Open accepts the checkpoint", err)
	if err != nil {
		os.Exit(1)
	}
	say("note.Open refuses the checkpoint with any byte of its text changed",
		refusesChangedText(checkpoint, known))

	entries, err := readEntries(os.Args[1], now.size)
	say(fmt.Sprintf("the entry bundles hold %d entries", now.size), err)
	if err != nil {
		os.Exit(1)
	}
	stored, err := storedHashes(entries)
	if err == nil {
		err = sameRoot(now, stored)
	}
	say("their recomputed root is the one that was sealed", err)
	if len(entries) > 0 {
		say("a changed byte in an entry gives another root", refusesChangedEntry(entries, now))
	}

	var proofs []proof
	if len(os.Args) > 3 {
		proofs, err = readProofs(os.Args[3], known)
		say("the proof files can be read", err)
	}
	if len(proofs) == 0 {
		fmt.Println("skipped record proofs: none given")
	} else {
		say(fmt.Sprintf("tlog.CheckRecord accepts %d proof files", len(proofs)), checkRecords(proofs))
		say("each proved entry is the one at its index", sameEntries(proofs, entries))
		say("tlog.CheckRecord refuses a changed entry, index, hash or root", refusesChangedProof(proofs[0]))
	}
	checkConsistency(proofs, now, stored)
	if failed {
		os.Exit(1)
	}
}

func keys(path string) (note.Verifiers, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, err
	}
	return note.VerifierList(verifier), nil
}

// open checks a checkpoint's signature and reads its origin, size and root.
func open(text []byte, known note.Verifiers) (head, error) {
	opened, err := note.Open(text, known)
	if err != nil {
		return head{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != opened.Sigs[0].Name {
		return head{}, errors.New("origin, size and root expected, with the key's name as origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return head{}, fmt.Errorf("size %q", lines[1])
	}
	root, err := hash(lines[2])
	return head{size, root}, err
}

func hash(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != tlog.HashSize {
		return hash, fmt.Errorf("hash %q", text)
	}
	copy(hash[:], raw)
	return hash, nil
}

func refusesChangedText(checkpoint []byte, known note.Verifiers) error {
	end := bytes.Index(checkpoint, []byte("\n\n"))
	for i := 0; i <= end; i++ {
		changed := clone(checkpoint)
		changed[i] ^= 1
		if _, err := note.Open(changed, known); err == nil {
			return fmt.Errorf("accepted with byte %d changed", i)
		}
	}
	return nil
}

// readEntries reads the entries of a tree of some size from its bundles (c2sp.org/tlog-tiles).
func readEntries(log string, size int64) ([][]byte, error) {
	var entries [][]byte
	for index := int64(0); index*bundleWidth < size; index++ {
		width := size - index*bundleWidth
		data, err := readBundle(log, index, width)
		if err != nil {
			return nil, err
		}
		count := int64(0)
		for ; len(data) > 0 && count < bundleWidth; count++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("bundle %d ends inside an entry", index)
			}
			length := int(binary.BigEndian.Uint16(data))
			if count < width {
				entries = append(entries, data[2:2+length])
			}
			data = data[2+length:]
		}
		if len(data) > 0 || count < width && count < bundleWidth {
			return nil, fmt.Errorf("bundle %d has %d entries and %d bytes more", index, count, len(data))
		}
	}
	return entries, nil
}

func readBundle(log string, index, width int64) ([]byte, error) {
	name := fmt.Sprintf("%03d", index%1000)
	for rest := index / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	path := filepath.Join(log, "tile", "entries", name)
	if width < bundleWidth {
		data, err := os.ReadFile(fmt.Sprintf("%s.p/%d", path, width))
		if err == nil {
			return data, nil
		}
	}
	return os.ReadFile(path)
}

func storedHashes(entries [][]byte) ([]tlog.Hash, error) {
	var stored []tlog.Hash
	for index, entry := range entries {
		hashes, err := tlog.StoredHashesForRecordHash(
			int64(index), tlog.RecordHash(entry), reader(stored))
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	return stored, nil
}

func reader(stored []tlog.Hash) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("no hash %d", index)
			}
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
}

func sameRoot(sealed head, stored []tlog.Hash) error {
	root, err := tlog.TreeHash(sealed.size, reader(stored))
	if err == nil && root != sealed.root {
		err = fmt.Errorf("computed %v, sealed %v", root, sealed.root)
	}
	return err
}

func refusesChangedEntry(entries [][]byte, sealed head) error {
	for _, index := range []int{0, len(entries) / 2, len(entries) - 1} {
		changed := append([][]byte{}, entries...)
		changed[index] = append(clone(entries[index]), 0)
		if len(entries[index]) > 0 {
			changed[index] = clone(entries[index])
			changed[index][len(entries[index])/2] ^= 1
		}
		stored, err := storedHashes(changed)
		if err != nil {
			return err
		}
		if sameRoot(sealed, stored) == nil {
			return fmt.Errorf("the same root with entry %d changed", index)
		}
	}
	return nil
}

func readProofs(list string, known note.Verifiers) ([]proof, error) {
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, err
	}
	var proofs []proof
	for _, line := range strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' }) {
		entry, file, _ := strings.Cut(line, "\t")
		read, err := readProof(entry, file, known)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		proofs = append(proofs, read)
	}
	return proofs, nil
}

// readProof reads a tlog-proof file and opens the checkpoint in it.
func readProof(entry, file string, known note.Verifiers) (proof, error) {
	read := proof{name: file}
	var err error
	if read.entry, err = os.ReadFile(entry); err != nil {
		return read, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return read, err
	}
	top, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return read, errors.New("not a tlog-proof")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return read, errors.New("no index")
	}
	read.index, err = strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return read, err
	}
	for _, line := range lines[1:] {
		node, err := hash(line)
		if err != nil {
			return read, err
		}
		read.hashes = append(read.hashes, node)
	}
	read.head, err = open(checkpoint, known)
	return read, err
}

func check(p proof) error {
	return tlog.CheckRecord(p.hashes, p.head.size, p.head.root, p.index, tlog.RecordHash(p.entry))
}

func checkRecords(proofs []proof) error {
	for _, p := range proofs {
		if err := check(p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func sameEntries(proofs []proof, entries [][]byte) error {
	for _, p := range proofs {
		if p.index >= int64(len(entries)) || !bytes.Equal(entries[p.index], p.entry) {
			return fmt.Errorf("%s: another entry in the log at %d", p.name, p.index)
		}
	}
	return nil
}

func refusesChangedProof(good proof) error {
	for i := range good.entry {
		changed := good
		changed.entry = clone(good.entry)
		changed.entry[i] ^= 1
		if check(changed) == nil {
			return fmt.Errorf("accepted with byte %d of the entry changed", i)
		}
	}
	for i := range good.hashes {
		changed := good
		changed.hashes = append(tlog.RecordProof{}, good.hashes...)
		changed.hashes[i][i%tlog.HashSize] ^= 1
		if check(changed) == nil {
			return fmt.Errorf("accepted with hash %d changed", i)
		}
	}
	moved := good
	moved.index = (good.index + 1) % good.head.size
	if moved.index != good.index && check(moved) == nil {
		return errors.New("accepted at another index")
	}
	rooted := good
	rooted.head.root[0] ^= 1
	if check(rooted) == nil {
		return errors.New("accepted under another root")
	}
	return nil
}

// checkConsistency shows that the log of now still holds what older checkpoints sealed.
func checkConsistency(proofs []proof, now head, stored []tlog.Hash) {
	older := map[head]bool{}
	for _, p := range proofs {
		older[p.head] = true
	}
	for then := range older {
		what := fmt.Sprintf("tlog.CheckTree leads from the sealed size %d to %d", then.size, now.size)
		if then.size > now.size {
			say(what, errors.New("the exported log is older than a proof"))
			continue
		}
		tree, err := tlog.ProveTree(now.size, then.size, reader(stored))
		if err == nil {
			err = tlog.CheckTree(tree, now.size, now.root, then.size, then.root)
		}
		say(what, err)
		then.root[0] ^= 1
		if err == nil && tlog.CheckTree(tree, now.size, now.root, then.size, then.root) == nil {
			say(what, errors.New("it leads from another root too"))
		}
	}
	if len(older) == 0 {
		fmt.Println("skipped consistency: no older checkpoint given")
	}
}

// clone is bytes.Clone, which Debian 12's Go does not have yet.
func clone(b []byte) []byte {
	return append([]byte{}, b...)
}
