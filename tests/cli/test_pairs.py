"""A search finds what was meant, however it is spelt."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.calls import Masdar

PAIRS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "text" / "search" / "pairs.tsv"
# invented sentences that hold none of the words looked for
FILLERS = (
    "تجمع الصيادون عند الفجر قرب المرفأ الشرقي وأصلحوا شباكهم قبل الإبحار نحو المياه العميقة.",
    "أعلنت البلدية جدول الحدائق المسائية وطلبت من الأهالي المشاركة في غرس الأشجار على الأرصفة.",
    "انتهى عمال السكة من مد القضبان بين المحطتين، ويبدأ تشغيل القطار تجريبيا الأسبوع المقبل.",
)


@pytest.mark.corpus
@pytest.mark.skipif(not PAIRS.exists(), reason="the development data do not stand beside the project")
def test_nineteen_of_the_spelling_pairs_or_more_are_found(masdar: Masdar, tmp_path: Path) -> None:
    rows = list(csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    records = [
        {
            "id": f"pair{n}",
            "source": "murjan",
            "url": f"https://murjan.example/{n}",
            "title": f"خبر رقم {n * 7919}",
            "text": f"{FILLERS[n % 3]} ورد في النص {row['written']} ثم انتهى الخبر بعد السطر {n * 104729}.",
        }
        for n, row in enumerate(rows)
    ]
    corpus = tmp_path / "pairs.jsonl"
    corpus.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in records), encoding="utf-8")
    masdar("import", corpus)
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        "\n".join(json.dumps({"q": f"pair{n}", "text": row["query"]}) for n, row in enumerate(rows)),
        encoding="utf-8",
    )

    said = masdar("search", "--queries", queries, "--json", "--copies", "--limit", "3")

    found = [record["q"] for record in said.records if record["q"] in record["ranked"]]
    assert len(rows) == 21
    assert len(found) >= 19, sorted({record["q"] for record in said.records} - set(found))
