// WebGL2: one program, one vertex layout, one texture, and never a question to the driver, each of which would wait for it.
// The other end is client/renderer_web.cpp.
const VERTEX_BYTES = 20;
const ATLAS_SIZE = 1024;    // As in client/renderer.h.
const COMMAND_WORDS = 7;    // left, bottom, width, height, index count, first index, first vertex

const VERTEX_SOURCE = `#version 300 es
precision highp float;
layout(location=0) in vec2 position;
layout(location=1) in vec2 texture_position;
layout(location=2) in vec4 color;
uniform vec2 scale;
out vec2 at;
out vec4 tint;
void main() {
  at = texture_position;
  tint = color;
  gl_Position = vec4(position * scale + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

const FRAGMENT_SOURCE = `#version 300 es
precision mediump float;
uniform sampler2D letters;
in vec2 at;
in vec4 tint;
out vec4 color;
void main() { color = tint * texture(letters, at); }`;

// lost() and restored() follow the context; null where there is no WebGL2.
export function makeRenderer(program, canvas, { lost, restored }) {
  const gl = canvas.getContext('webgl2', {
    alpha: false, depth: false, stencil: false, antialias: false, powerPreference: 'low-power',
  });
  if (!gl) return null;
  let usable = true;
  let scale = null;
  let firstVertex = 0;

  function compile(kind, source) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    return shader;
  }

  // Indices are 16 bits: a list with more vertices is drawn in pieces, each from its own first vertex.
  function pointAtVertices(first) {
    const at = first * VERTEX_BYTES;
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, VERTEX_BYTES, at);
    gl.vertexAttribPointer(1, 2, gl.FLOAT, false, VERTEX_BYTES, at + 8);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, VERTEX_BYTES, at + 16);
    firstVertex = first;
  }

  function makeAll() {
    const shaders = gl.createProgram();
    gl.attachShader(shaders, compile(gl.VERTEX_SHADER, VERTEX_SOURCE));
    gl.attachShader(shaders, compile(gl.FRAGMENT_SHADER, FRAGMENT_SOURCE));
    gl.linkProgram(shaders);
    gl.useProgram(shaders);
    scale = gl.getUniformLocation(shaders, 'scale');
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    for (const place of [0, 1, 2]) gl.enableVertexAttribArray(place);
    pointAtVertices(0);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, ATLAS_SIZE, ATLAS_SIZE);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.enable(gl.SCISSOR_TEST);
  }

  // The browser restores only a context whose loss was handled.
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    usable = false;
    lost();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    usable = true;
    makeAll();
    restored();
  });
  makeAll();

  return {
    upload(x, y, width, height, address, rowPixels) {
      if (!usable) return;
      gl.pixelStorei(gl.UNPACK_ROW_LENGTH, rowPixels);
      const pixels = program.bytes.subarray(address, address + ((height - 1) * rowPixels + width) * 4);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    },
    clear(red, green, blue, xScale, yScale) {
      if (!usable) return;
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.scissor(0, 0, canvas.width, canvas.height);
      gl.clearColor(red, green, blue, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(scale, xScale, yScale);
    },
    draw(vertices, verticesSize, indices, indicesSize, commands, count) {
      if (!usable) return;
      const { bytes, words } = program;
      gl.bufferData(gl.ARRAY_BUFFER, bytes.subarray(vertices, vertices + verticesSize), gl.STREAM_DRAW);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, bytes.subarray(indices, indices + indicesSize), gl.STREAM_DRAW);
      for (let i = 0, at = commands >> 2; i < count; i += 1, at += COMMAND_WORDS) {
        const [left, bottom, width, height, size, first, vertex] = words.subarray(at, at + COMMAND_WORDS);
        gl.scissor(left | 0, bottom | 0, width, height);
        if (vertex !== firstVertex) pointAtVertices(vertex);
        gl.drawElements(gl.TRIANGLES, size, gl.UNSIGNED_SHORT, first * 2);
      }
    },
  };
}
