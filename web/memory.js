// Reading and writing the program's memory. Views are made anew: they are lost when the memory grows.
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const readText = (program, address, size) => decoder.decode(program.bytes.subarray(address, address + size));

// Calls take(address, size) with the text in the program's memory for the time of the call.
export function withText(program, text, take) {
  const bytes = encoder.encode(text);
  const address = program.malloc(bytes.length + 1);
  program.bytes.set(bytes, address);
  program.bytes[address + bytes.length] = 0;
  try {
    return take(address, bytes.length);
  } finally {
    program.free(address);
  }
}
