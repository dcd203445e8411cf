#pragma once
// The kernels of the function table. Every one is strict: an argument that is not known makes the
// answer the worst of its arguments' states.

#include "expr/functions.h"

namespace ipcheck {

// kernels_text.cc
void size_of_text(const KernelCall&, Column&);
void size_of_collection(const KernelCall&, Column&);
void starts_with(const KernelCall&, Column&);
void ends_with(const KernelCall&, Column&);
void contains_text(const KernelCall&, Column&);
void matches(const KernelCall&, Column&);  // prepared: const Regex*, or nullptr
void lower_ascii(const KernelCall&, Column&);

// kernels_number.cc
void sum_of(const KernelCall&, Column&);
void least_of(const KernelCall&, Column&);
void greatest_of(const KernelCall&, Column&);
void least(const KernelCall&, Column&);
void greatest(const KernelCall&, Column&);
void absolute(const KernelCall&, Column&);

// kernels_date.cc
void date_of_text(const KernelCall&, Column&);
void date_of_parts(const KernelCall&, Column&);
void year_of(const KernelCall&, Column&);
void add_days_to(const KernelCall&, Column&);
void add_months_to(const KernelCall&, Column&);
void add_years_to(const KernelCall&, Column&);
void years_from(const KernelCall&, Column&);
void months_from(const KernelCall&, Column&);
void add_workdays_to(const KernelCall&, Column&);
void workdays_from(const KernelCall&, Column&);

}  // namespace ipcheck
