"""The views of the database: what is asked of bulletins most often, in SQL."""

from __future__ import annotations

VIEWS = (
    # What has to be reached by when, and who answers for it: the next deadline first, what has none last.
    """
CREATE VIEW targets_by_deadline AS
SELECT
  coalesce(figures.period_last_day, commitments.deadline) AS deadline,
  figures.metric, figures.comparator, figures.text AS target, figures.value, figures.unit, figures.basis,
  commitments.responsible, speeches.speaker_name, commitments.headline,
  figures.document, figures.id AS figure_id, figures.commitment_id
FROM figures
LEFT JOIN commitments ON commitments.document = figures.document AND commitments.id = figures.commitment_id
LEFT JOIN speeches ON speeches.document = figures.document AND speeches.id = figures.speech_id
WHERE figures.status = 'target' AND NOT figures.label
ORDER BY coalesce(figures.period_last_day, commitments.deadline, '~'), figures.document, figures.start
""",
    # How a metric stands in each year: levels and changes, reached and planned.
    """
CREATE VIEW figures_by_metric_and_year AS
SELECT
  metric, CAST(substr(coalesce(period_last_day, period_first_day), 1, 4) AS INTEGER) AS year,
  value, value_max, unit, comparator, change, basis, status, text AS figure, sentence, document, id AS figure_id
FROM figures
WHERE metric IS NOT NULL AND NOT label
ORDER BY metric, year IS NULL, year, document, start
""",
    # Who has to do what: one row an organisation and plan item.
    """
CREATE VIEW plans_by_organization AS
WITH RECURSIVE named (document, id, organization, rest) AS (
  SELECT document, id, NULL, responsible || '；' FROM commitments WHERE kind = 'plan' AND responsible <> ''
  UNION ALL
  SELECT document, id, substr(rest, 1, instr(rest, '；') - 1), substr(rest, instr(rest, '；') + 1) FROM named WHERE rest <> ''
)
SELECT
  named.organization, commitments.deadline, commitments.headline, commitments.text,
  commitments.document, commitments.id AS commitment_id
FROM named
JOIN commitments ON commitments.document = named.document AND commitments.id = named.id
WHERE named.organization IS NOT NULL
ORDER BY named.organization, commitments.document, commitments.start
""",
    # Who speaks, and how much of it is plans and targets.
    """
CREATE VIEW speakers AS
SELECT
  speaker_name, speaker_positions, documents.event_date, document, id AS speech_id,
  (SELECT count(*) FROM commitments
    WHERE commitments.document = speeches.document AND speech_id = speeches.id AND kind = 'plan') AS plans,
  (SELECT count(*) FROM figures
    WHERE figures.document = speeches.document AND speech_id = speeches.id AND status = 'target' AND NOT label) AS targets
FROM speeches JOIN documents USING (document)
ORDER BY document, speeches.start
""",
)
