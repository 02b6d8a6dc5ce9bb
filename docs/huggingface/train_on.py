"""Trains a Headline Lab folder on under Accelerate: on one machine, or on as many as `accelerate launch` is told of."""

import argparse
import shutil
from pathlib import Path

import torch
from accelerate import Accelerator
from torch.utils.data import DataLoader
from transformers import AutoTokenizer, GPT2LMHeadModel, get_cosine_schedule_with_warmup


def rows_of(titles: Path, tokenizer, length: int) -> torch.Tensor:
    """The titles' ids, one after the other with an end after each, in rows; what fills no row is left out."""
    lines = (line.strip() for line in titles.read_text(encoding="utf-8").splitlines())
    ids = [token for line in lines if line for token in [*tokenizer.encode(line, add_special_tokens=False), tokenizer.eos_token_id]]
    whole = len(ids) // length * length
    return torch.tensor(ids[:whole]).view(-1, length)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("titles", type=Path, help="one title a line, as UTF-8")
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=64, help="rows a process and update")
    parser.add_argument("--lr", type=float, default=3e-4)
    args = parser.parse_args()

    accelerator = Accelerator()
    tokenizer = AutoTokenizer.from_pretrained(args.folder)
    # Weights saved in half precision are trained in full.
    model = GPT2LMHeadModel.from_pretrained(args.folder).float()
    rows = rows_of(args.titles, tokenizer, model.config.n_positions)
    loader = DataLoader(rows, batch_size=args.batch, shuffle=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=0.1)
    model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
    # Now the loader's length is that of one process, and so are the schedule's updates.
    updates = args.epochs * len(loader)
    schedule = get_cosine_schedule_with_warmup(optimizer, updates // 10, updates)

    model.train()
    for epoch in range(args.epochs):
        for batch in loader:
            loss = model(input_ids=batch, labels=batch).loss
            accelerator.backward(loss)
            accelerator.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
        mean = accelerator.reduce(loss.detach(), reduction="mean").item()
        accelerator.print(f"epoch {epoch + 1}: {mean:.4f} nats per token in its last batch")

    accelerator.wait_for_everyone()
    if accelerator.is_main_process:
        accelerator.unwrap_model(model).save_pretrained(args.out)
        # Copied rather than saved: transformers would write a tokenizer.json of its own making, which `headline` refuses.
        for name in ("headline.json", "tokenizer.json", "tokenizer_config.json"):
            shutil.copy(args.folder / name, args.out)


if __name__ == "__main__":
    main()
