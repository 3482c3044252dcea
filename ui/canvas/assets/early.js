// What a canvas is drawn with, fetched while Python still works out what it draws.
import "../policy-graph.canvas/main.js";

export default function () {}
