/* terminal_cmocka.h: cmocka with the four headers that it asks for before it. */
#ifndef WORKBOARD_TESTS_TERMINAL_CMOCKA_H
#define WORKBOARD_TESTS_TERMINAL_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
