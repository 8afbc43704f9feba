// How Dear ImGui is compiled, for every file that sees it (IMGUI_USER_CONFIG): whole Unicode, and nothing that is not used.
#pragma once

#define IMGUI_USE_WCHAR32
#define IMGUI_DEFINE_MATH_OPERATORS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FILE_FUNCTIONS
#define IMGUI_DISABLE_TTY_FUNCTIONS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_OBSOLETE_KEYIO
#ifdef NDEBUG
#define IM_ASSERT(expression) ((void)0)
#endif
// client/imgui_texts.cpp writes what little is written. Nothing is ever read: there are no settings and no number fields.
#define IMGUI_DISABLE_DEFAULT_FORMAT_FUNCTIONS
#include <cstdio>
#define sscanf(...) 0
