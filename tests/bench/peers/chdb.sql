-- Recognition as an operation center, rules as of 2026-06-01, with its lists of what fails and what is missing.
-- chdb.mjs fills in the table and the output. Unknown is NULL; texts without quotes, as none needs them.
INSERT INTO FUNCTION file('$out', 'CustomSeparatedWithNames', 'id String, verdict String, score String, failing String, missing String')
WITH cells AS (
  SELECT
    c01 AS id, c02 AS body, c03 AS level,
    c06 = '是' AS has_legal_entity, c07 = '是' AS has_internal_unit,
    c08 = '是' AS premises_fixed, c09 = '是' AS premises_independent, c10 = '是' AS office_equipped,
    c11 AS staff, c12 = '是' AS funding, c13 = '是' AS plan, c14 = '是' AS mechanism, c15 = '是' AS rules,
    c16 AS amount, c17 AS projects, c18 = '是' AS alliance, c19 AS members,
    c20 = '符合' AS influence, c21 = '符合' AS industry_fit, c22 = '符合' AS team,
    c23 = '符合' AS sustained_service, c24 = '符合' AS special_action, c25 = '符合' AS sme_service
  FROM file('$table', 'CSV', 'c00 Nullable(String), c01 String, c02 Nullable(String), c03 Nullable(String),
    c04 Nullable(String), c05 Nullable(String), c06 Nullable(String), c07 Nullable(String), c08 Nullable(String),
    c09 Nullable(String), c10 Nullable(String), c11 Nullable(Int32), c12 Nullable(String), c13 Nullable(String),
    c14 Nullable(String), c15 Nullable(String), c16 Nullable(Decimal(18, 2)), c17 Nullable(Int32), c18 Nullable(String),
    c19 Nullable(Int32), c20 Nullable(String), c21 Nullable(String), c22 Nullable(String), c23 Nullable(String),
    c24 Nullable(String), c25 Nullable(String)')
),
conditions AS (
  SELECT *,
    if(body = '产业园区', level = '国家级' OR level = '省级',
       body = '行业龙头企业' OR body = '高校院所' OR body = '行业协会') AS usual_body,
    has_legal_entity OR has_internal_unit AS entity,
    premises_fixed AND premises_independent AND office_equipped AS premises,
    plan AND mechanism AND rules AS papers,
    amount >= 200 OR projects >= 5 AS results
  FROM cells
),
lists AS (
  SELECT id,
    arrayStringConcat(arrayFilter(x -> x != '', [
      if(NOT influence, 'OCB-2', ''), if(NOT industry_fit, 'OCB-3', ''), if(NOT entity, 'OCB-4', ''),
      if(NOT premises, 'OCB-5', ''), if(staff < 3, 'OCB-6', ''), if(NOT team, 'OCB-7', ''),
      if(NOT funding, 'OCB-8', ''), if(NOT papers, 'OCB-9', ''), if(NOT sustained_service, 'OCB-10', ''),
      if(NOT results, 'OCR-1', ''), if(NOT special_action, 'OCR-2', ''), if(NOT sme_service, 'OCR-3', ''),
      if(NOT alliance, 'OCR-4a', ''), if(members < 10, 'OCR-4b', '')]), ';') AS failing,
    arrayStringConcat(arrayFilter(x -> x != '', [
      if(body IS NULL, 'body_type', ''),
      if(body = '产业园区' AND level IS NULL, 'park_level', ''),
      if(entity IS NULL AND has_legal_entity IS NULL, 'has_legal_entity', ''),
      if(entity IS NULL AND has_internal_unit IS NULL, 'has_internal_unit', ''),
      if(premises IS NULL AND premises_fixed IS NULL, 'premises_fixed', ''),
      if(premises IS NULL AND premises_independent IS NULL, 'premises_independent', ''),
      if(premises IS NULL AND office_equipped IS NULL, 'office_equipped', ''),
      if(staff IS NULL, 'full_time_staff', ''),
      if(funding IS NULL, 'funding_secured', ''),
      if(papers IS NULL AND plan IS NULL, 'has_plan', ''),
      if(papers IS NULL AND mechanism IS NULL, 'has_mechanism', ''),
      if(papers IS NULL AND rules IS NULL, 'has_rules', ''),
      if(results IS NULL AND amount IS NULL, 'transfer_amount_annual_cny', ''),
      if(results IS NULL AND projects IS NULL, 'projects_cumulative', ''),
      if(alliance IS NULL, 'alliance_established', ''),
      if(members IS NULL, 'alliance_members', '')]), ';') AS missing,
    NOT usual_body OR influence IS NULL OR industry_fit IS NULL OR team IS NULL OR sustained_service IS NULL
      OR special_action IS NULL OR sme_service IS NULL AS pending,
    -- Exact only when every characteristic is known: NULL otherwise.
    multiIf(amount >= 1000, 20, amount >= 500, 16, amount >= 200, 12, amount < 200, 0, NULL)
      + multiIf(projects >= 10, 15, projects >= 5, 9, projects < 5, 0, NULL)
      + multiIf(members >= 20, 15, members >= 10, 9, members < 10, 0, NULL)
      + 15 * special_action + 15 * sme_service
      + multiIf(staff >= 8, 10, staff >= 3, 6, staff < 3, 0, NULL)
      + 4 * funding + 2 * plan + 2 * mechanism + 2 * rules
      + if(amount >= 200 AND projects >= 5, 2, 0) AS score
  FROM conditions
)
SELECT id,
  multiIf(failing != '', 'ineligible', missing != '', 'incomplete', pending, 'needs_review', 'eligible') AS verdict,
  ifNull(toString(score), '') AS score, failing, missing
FROM lists
SETTINGS max_threads = $threads, input_format_csv_skip_first_lines = 1, format_csv_null_representation = '',
  min_chunk_bytes_for_parallel_parsing = 4194304, max_block_size = 16384,  -- the fastest of those tried
  format_custom_escaping_rule = 'Raw', format_custom_field_delimiter = ',',
  engine_file_truncate_on_insert = 1
