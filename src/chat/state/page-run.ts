/** Stands for what the tools of a page do, where another tab asks for the run of this one. */
export const pageRun = 'page-tools';
